"""Mistakes in the first rule pages, in their checks, their rows and what all pages share."""

from tests.rules.mutants import mistakes_in

C = "edusched.compile."


CHECKS = [
    *mistakes_in(
        "session_shape",
        ("SessionShape._breaches", "not fits or ", ""),
        ("SessionShape._overnights", " or last.location != night.site", ""),
        ("SessionShape._overnights", "seen.add(key)", "pass"),
        ("_is_candidate", "unit_allowed and b.location", "b.location"),
        ("_staffing", "range(people.count(person) - 1)", "range(people.count(person) - 2)"),
        ("_attendance", "> min(most)", ">= min(most)"),
        rules="session_shape",
    ),
    *mistakes_in(
        "overlaps", ("double_booked", "count > 1", "count > 2"), rules="instructor_overlap cohort_overlap"
    ),
    *mistakes_in(
        "overlaps",
        ("double_booked", "count - 1", "1"),
        rules="instructor_overlap cohort_overlap room_overlap",
    ),
    *mistakes_in(
        "room_overlap",
        ("RoomOverlap.check", "b.mobile_unit.id if b.mobile_unit else b.place_name", "b.place_name"),
        rules="room_overlap",
    ),
    *mistakes_in("platform_seats", ("PlatformSeats.check", "over > 0", "over > 1"), rules="platform_seats"),
    *mistakes_in(
        "place_capacity",
        ("PlaceCapacity.check", "b.persons > holder", "b.persons >= holder"),
        rules="place_capacity",
    ),
    *mistakes_in(
        "person_travel",
        ("PersonTravel._too_far", "0 <= gap", "0 < gap"),
        ("PersonTravel._too_far", " + self.parameters.margin_minutes", ""),
        rules="person_travel",
    ),
    *mistakes_in(
        "touring",
        ("legs", "if day not in nights:", "if True:"),
        ("_between", " + unit.set_up_minutes", ""),
        ("_out", "0 if slept == stop.site else unit.set_up_minutes", "unit.set_up_minutes"),
        ("_drive", "-((-metres * 60) // (unit.speed_kmh * 1000))", "metres * 60 // (unit.speed_kmh * 1000)"),
        ("_home", "unit.pack_up_minutes + ", ""),
        rules="mobile_tour mobile_cost",
    ),
    *mistakes_in(
        "nights_away", ("NightsAway.check", "max_nights_away + 1", "max_nights_away"), rules="nights_away"
    ),
    *mistakes_in(
        "mobile_crew", ("MobileCrew.check", "min_crew - len(crew)", "min_crew"), rules="mobile_crew"
    ),
    *mistakes_in(
        "programme_order",
        ("ProgrammeOrder.check", "second.start_minute) < (", "second.start_minute) <= ("),
        rules="programme_order",
    ),
    *mistakes_in("programme_block", ("_inside", "b.day in days and ", ""), rules="programme_block"),
    *mistakes_in(
        "programme_attendance",
        ("ProgrammeAttendance.check", "cohort not in there and _may", "_may"),
        rules="programme_attendance",
    ),
    *mistakes_in(
        "study_hours",
        ("StudyHours.short", "min(by_hours, by_days)", "max(by_hours, by_days)"),
        ("StudyHours.credited", "min(hours, caps", "max(hours, caps"),
        rules="study_hours",
    ),
    *mistakes_in(
        "accounts",
        ("Account.days", " + self.history_days", ""),
        ("Account.booked_days", "len({b.day for b in self.bookings})", "len(self.bookings)"),
        rules="study_hours",
    ),
    *mistakes_in("counting", ("Counted.between", "<= b.day <= last", "<= b.day < last"), rules="deadline"),
    *mistakes_in(
        "rotation_once",
        ("RotationOnce.check", "attended = self._been(cohort)", "attended = set()"),
        rules="rotation_once",
    ),
    *mistakes_in(
        "subject_share",
        ("SubjectShare.check", "* part - p.numerator * total", "* part"),
        rules="subject_share",
    ),
    *mistakes_in(
        "rotation_share",
        ("RotationShare.check", "if b.delivery is not Delivery.ONLINE:", "if True:"),
        rules="rotation_share",
    ),
    *mistakes_in(
        "instructor_hours",
        ("InstructorHours.check", "minutes > limit", "minutes >= limit"),
        rules="instructor_hours",
    ),
    *mistakes_in(
        "guaranteed_hours",
        ("GuaranteedHours.check", " if b.day.year == year", ""),
        rules="guaranteed_hours",
    ),
    *mistakes_in(
        "consecutive_days",
        ("ConsecutiveDays.check", "range(limit + 1)", "range(limit)"),
        rules="consecutive_days",
    ),
    *mistakes_in(
        "rest",
        ("Rest.check", "gap < rest", "gap <= rest"),
        ("Rest._rest", "ceil(hours * 60)", "ceil(hours * 59)"),
        ("Rest._rest", "ceil(hours * 60)", "int(hours * 60)"),
        rules="rest",
    ),
    *mistakes_in(
        "load_fairness",
        ("LoadFairness.check", "range(step, load, step)", "range(step, load, 2 * step)"),
        rules="load_fairness",
    ),
    *mistakes_in(
        "load_range",
        ("LoadRange.check", "loads[most] - loads[least]", "loads[most]"),
        ("LoadRange.check", "if facts.instance", "if mine and facts.instance"),
        rules="load_range",
    ),
    *mistakes_in(
        "sessions_run", ("SessionsRun.check", "name not in runs", "name in runs"), rules="sessions_run"
    ),
    *mistakes_in(
        "spread_days",
        ("SpreadDays.check", "{b.day.isoformat() for b in mine}", "b.session.id for b in mine"),
        ("SpreadDays.check", "short > 0", "short > 1"),
        rules="spread_days",
    ),
    *mistakes_in(
        "isolated_sessions",
        ("IsolatedSessions.check", "index[b.periods[-1]] + 1", "index[b.periods[0]] + 1"),
        ("IsolatedSessions.check", "index[b.periods[0]] - 1, ", ""),
        (
            "IsolatedSessions.check",
            "for b in mine for period in b.periods",
            "for b in mine for period in b.periods[:1]",
        ),
        ("IsolatedSessions.check", "len(alone)", "1"),
        rules="isolated_sessions",
    ),
    *mistakes_in(
        "room_stability",
        ("RoomStability.check", "b.place_name", "b.location or b.place_name"),
        ("RoomStability.check", "len(places) - 1", "len(places)"),
        rules="room_stability",
    ),
    *mistakes_in(
        "travel_cost",
        ("TravelCost._fen", "self.parameters.ways * metres", "2 * metres"),
        ("TravelCost.costs", "if each else (trip, 0)", "if True else (trip, 0)"),
        ("TravelCost.costs", "(*trip, b.session.id), number)", "(*trip, b.session.id), 0)[:1] and (trip, 0)"),
        rules="travel_cost",
    ),
    *mistakes_in("venue_cost", ("VenueCost.costs", " * b.session.length_periods", ""), rules="venue_cost"),
]

ROWS = [
    *mistakes_in(
        "room_overlap",
        (
            "RoomOverlap.rows",
            "info.owner.id if isinstance(info.owner, MobileUnit) else info.name",
            "info.name",
        ),
        rules="room_overlap",
    ),
    *mistakes_in(
        "platform_seats",
        ("PlatformSeats.rows", "columns, seats[place], persons", "columns, seats[place] + 1, persons"),
        rules="platform_seats",
    ),
    *mistakes_in(
        "cohort_availability",
        ("CohortAvailability.column_filters", "problem.present", "problem.choosing"),
        rules="cohort_availability",
    ),
    *mistakes_in(
        "place_capacity",
        ("PlaceCapacity.rows", "fixed[session] - cap", "-cap"),
        ("PlaceCapacity.option_filters", "np.maximum(over, 0)", "np.maximum(over - 1, 0)"),
        rules="place_capacity",
    ),
    *mistakes_in(
        "person_travel",
        ("PersonTravel._conflicts", "- end[one] < needed)", "- end[one] <= needed)"),
        ("PersonTravel._conflicts", "(day * MINUTES + end) * width,", "day * MINUTES * width,"),
        rules="person_travel",
    ),
    *mistakes_in(
        "nights_away",
        ("NightsAway.rows", "last - unit.max_nights_away - 1", "last - unit.max_nights_away"),
        rules="nights_away",
    ),
    *mistakes_in(
        "programme_order",
        ("ProgrammeOrder.rows", "searchsorted(over, -times)", "searchsorted(over, -times, 'right')"),
        rules="programme_order",
    ),
    *mistakes_in(
        "programme_block", ("ProgrammeBlock.rows", "v in (-2, at)", "v == at"), rules="programme_block"
    ),
    *mistakes_in(
        "programme_attendance",
        ("ProgrammeAttendance.rows", "coefs, None, 1)", "coefs, None, 2)"),
        rules="programme_attendance",
    ),
    *mistakes_in(
        "study_hours",
        ("StudyHours._minimum", " + sum(h for s, h in mine.past if s not in at_cap)", ""),
        ("StudyHours._minimum", "product((False, True), ", "product((True,), "),
        ("StudyHours._minimum", "p.min_days - mine.past_days", "p.min_days"),
        ("StudyHours.rows", " - mine.past_hours", ""),
        rules="study_hours",
    ),
    *mistakes_in("deadline", ("Deadline.rows", "need - mine.past_hours", "need"), rules="deadline"),
    *mistakes_in(
        "rotation_once",
        ("RotationOnce.rows", " and names[k] not in been", ""),
        ("RotationOnce.rows", "rows[inside[rows]]", "rows"),
        rules="rotation_once",
    ),
    *mistakes_in("subject_share", ("SubjectShare.rows", "None, -excess", "None, 0"), rules="subject_share"),
    *mistakes_in(
        "rotation_share",
        ("RotationShare.rows", "here.who * days + problem.days(here)", "here.who * days"),
        rules="rotation_share",
    ),
    *mistakes_in(
        "guaranteed_hours",
        ("GuaranteedHours.rows", "minimum, minutes[rows]", "minimum + 1, minutes[rows]"),
        rules="guaranteed_hours",
    ),
    *mistakes_in(
        "consecutive_days",
        ("ConsecutiveDays.rows", "run >= limit[", "run > limit["),
        rules="consecutive_days",
    ),
    *mistakes_in("rest", ("Rest.rows", "end + rest[", "end + 1 + rest["), rules="rest"),
    *mistakes_in(
        "load_fairness",
        ("LoadFairness.rows", "range(step, most, step)", "range(step, most - step, step)"),
        rules="load_fairness",
    ),
    *mistakes_in(
        "fees",
        (
            "Fees.charges",
            "minutes * fee[problem.teaching.who] // 60",
            "minutes // 60 * fee[problem.teaching.who]",
        ),
        rules="fees",
    ),
    *mistakes_in(
        "travel_cost",
        ("TravelCost.charges", "(paid.who * days + problem.days(paid))", "paid.who * days"),
        ("TravelCost.charges", 'self.parameters.per == "booking"', "False"),
        rules="travel_cost",
    ),
    *mistakes_in(
        "sessions_run",
        ("SessionsRun._meant", "names is None or not names.isdisjoint(session.cohorts)", "True"),
        rules="sessions_run",
    ),
    *mistakes_in(
        "load_range",
        ("LoadRange.rows", "taught.get(k, ints([]))", "taught.get(k, ints([]))[1:]"),
        ("LoadRange.rows", "if person in self.parameters.instructors", "if k in taught"),
        rules="load_range",
    ),
    *mistakes_in(
        "spread_days",
        ("SpreadDays.rows", "grouped(day[mine])", "grouped(table.slot[mine])"),
        ("SpreadDays.rows", "p.min_days[pair[1]]", "min(len(there), p.min_days[pair[1]])"),
        rules="spread_days",
    ),
    *mistakes_in(
        "isolated_sessions",
        ("IsolatedSessions.rows", "if first > 0 else []", "if start > 0 else []"),
        ("IsolatedSessions.rows", "first + length < periods", "first + length <= periods"),
        ("IsolatedSessions.rows", "(who, start + length)", "(who, start + 1)"),
        ("IsolatedSessions.rows", "problem.any_of(busy[cell])", "int(busy[cell][0])"),
        ("IsolatedSessions.rows", "np.full(near.size, -most)", "np.full(near.size, -1)"),
        ("IsolatedSessions.rows", "distinct(table.session[at]).size", "1"),
        ("IsolatedSessions.rows", "ints([problem.any_of(begun)]), 1", "begun[:1], 1"),
        ("IsolatedSessions.rows", "CohortOverlap.id in problem.hard_rules", "True"),
        (
            "IsolatedSessions.rows",
            "table.slot, entities.lengths[table.session]",
            "table.slot, 0 * table.slot + 1",
        ),
        rules="isolated_sessions",
    ),
    *mistakes_in(
        "room_stability",
        ("RoomStability.rows", "grouped(table.place[mine])", "grouped(table.location[mine])"),
        ("RoomStability.rows", "there, 1)", "there, 2)"),
        rules="room_stability",
    ),
    *mistakes_in(
        "mobile_cost",
        ("MobileCost.charges", "tour.night.size, p.fen_per_night", "tour.night.size, 2 * p.fen_per_night"),
        rules="mobile_cost",
    ),
    *mistakes_in(
        "mandatory_sessions",
        ("_worth", "(hours or HOUR)", "hours"),
        ("MandatorySessions.rows", "if session.mandatory:", "if True:"),
        rules="mandatory_sessions",
    ),
]

SHARED = [
    *mistakes_in(
        "courses",
        ("bound_pairs", "pair[0] in meant and ", ""),
        ("bound_pairs", " and pair[1] in taught", ""),
        ("bound_pairs", "for c in s.cohorts}", "for c in s.cohorts[:1]}"),
        ("attended", " if b.course.id == course", ""),
        ("rows_of_pairs", "table.who, course_of[table.session]", "table.who, 0 * table.session"),
        rules="spread_days room_stability",
    ),
    *mistakes_in(
        "sessions_run",
        ("SessionsRun._meant", " or not p.mandatory_only", ""),
        rules="sessions_run",
    ),
    *mistakes_in("study_hours", ("StudyHours.rows", " if c.persons", ""), rules="study_hours"),
    *mistakes_in("rotation_once", ("RotationOnce.rows", " if c.persons", ""), rules="rotation_once"),
    *mistakes_in(
        "competence",
        ("missing_grades", "competences.get(name, 0)", "competences.get(name, 1)"),
        rules="competence",
    ),
    *mistakes_in("venue_fit", ("unmet_needs", ".rank < needs", ".rank <= needs"), rules="venue_fit"),
    *mistakes_in(
        "programme_block",
        ("block_dates", "working[k : k + programme.block_days]", "working[k : k + programme.block_days + 1]"),
        rules="programme_block",
    ),
    *mistakes_in(
        "rotation_once",
        ("RotationOnce._been", "<= e.on <= p.last_day", "<= e.on < p.last_day"),
        rules="rotation_once",
    ),
    *mistakes_in("rotation_share", ("RotationShare._caps", "max(1, ", "max(0, "), rules="rotation_share"),
    *mistakes_in(
        "instructor_hours",
        ("label", 'f"{year}-W{week:02}" if span == "week" else str(day.year)', "str(year)"),
        rules="instructor_hours",
    ),
    *mistakes_in(
        "instructor_hours",
        ("InstructorHours.limit_minutes", "if own is None else own", "or own"),
        rules="instructor_hours",
    ),
    *mistakes_in(
        "deadline",
        ("Deadline.due", "last <= horizon.days[-1]", "last < horizon.days[-1]"),
        rules="deadline",
    ),
    *mistakes_in(
        "counting",
        ("years", "first.month >= start_month", "first.month > start_month"),
        ("entries_between", "first <= e.on <= last", "first < e.on <= last"),
        ("Counted._place", "level.rank >= self.min_level.rank", "level.rank > self.min_level.rank"),
        rules="study_hours subject_share deadline",
    ),
    *mistakes_in(
        "ledger",
        ("Ledgers.of", "(day <= (last - origin).days)", "(day < (last - origin).days)"),
        ("Ledgers.of", "self._counts[rows] & ", ""),
        rules="study_hours subject_share deadline",
    ),
    *mistakes_in(
        C + "tours",
        (
            "TourBuilder.build",
            "today.location[last] == there.location[stay]",
            "today.day[last] == there.day[stay]",
        ),
        ("TourBuilder._flow", "None, ones))", "None, 2 * ones))"),
        ("TourBuilder.build", "legs.out(left, reached), left", "legs.out(None, reached), left"),
        ("TourBuilder._stops", "first + length[one] - 1", "first"),
        ("_Legs.between", "self._unit.pack_up_minutes + ", ""),
        ("_Legs.out", "np.where(here, 0, self._unit.set_up_minutes)", "self._unit.set_up_minutes"),
        ("_Legs.home_next_day", "self._return - self._leave", "self._return"),
        rules="mobile_tour mobile_cost session_shape nights_away",
    ),
    *mistakes_in(
        C + "assemble",
        ("_staff_cells", "-wanted[placing.session[row], role]", "np.full(row.size, -1)"),
        ("_structure", "np.ones_like(order), None, ones", "np.ones_like(order), None, 2 * ones"),
        ("_structure_attendance", "session.max_cohorts - len(session.cohorts)", "session.max_cohorts"),
        ("_structure_attendance", "not s.cohorts for s", "False for s"),
        ("_drop_unstaffed", "count >= wanted", "count > wanted"),
        rules="session_shape competence",
    ),
    *mistakes_in(
        C + "assemble",
        ("_filter_columns", "keep[bad] = False", "keep[bad[1:]] = False"),
        ("_keep", "problem.teaching.select(keep[problem.teaching.column])", "problem.teaching"),
        rules="instructor_availability cohort_availability place_availability",
    ),
    *mistakes_in(
        C + "options",
        ("starts_of", "% count <= last]", "% count < last]"),
        ("places_of", " if entities.locations[entities.places[k].location].point in session.sites", ""),
        rules="session_shape mandatory_sessions",
    ),
    *mistakes_in(
        C + "columns",
        ("list_nights", "entities.slot_day[stops.slot]", "entities.slot_day[stops.slot] + 1"),
        rules="session_shape nights_away",
    ),
    *mistakes_in(
        C + "entities",
        ("Entities.instructor_available", "mask &= self.horizon.availability(library.available, ())", "pass"),
        ("Entities.place_available", "mask &= self.horizon.availability((), info.room.unavailable)", "pass"),
        rules="instructor_availability place_availability",
    ),
    *mistakes_in(
        C + "problem",
        ("Problem.covered", "table.slot[row] + step", "table.slot[row]"),
        ("Problem.one_at_a_time", "count > 1", "count > 2"),
        ("Problem.one_at_a_time", "None, 1)", "None, 2)"),
        ("Problem.one_at_a_time", "order[owner[order] != NONE]", "order"),
        ("Problem.running_sums", "literals, literals[:-1]", "literals, literals[1:]"),
        ("Problem.minutes", "taught[after] - taught[first]", "ends[after - 1] - starts[first]"),
        rules="room_overlap instructor_hours programme_order fees",
    ),
    *mistakes_in(
        C + "table",
        (
            "RowTable._add_linear",
            "if row.hi is not None and over > 0:",
            "if row.hi is not None and row.lo is None:",
        ),
        ("RowTable._add_given", "row.amount <= 0", "row.amount >= 0"),
        ("RowTable._add_convex", "k + 1, width))", "1, width))"),
        ("RowTable.finish", "row.left if alone[2 * k] else ints([self.any_of(row.left)])", "row.left"),
        ("RowTable._price_pairs", "ints([1, 1, -1]), None, 1", "ints([1, 1, -1]), None, 2"),
        ("RowTable._add_charge", "row.amounts[keep], None, 0", "row.amounts[keep], None, 10**6"),
        ("RowTable._add_range", "row.subject, -floor", "row.subject, 0"),
        ("RowTable._add_range", "columns, coefs, floor, None", "columns, coefs, top, None"),
        rules="load_range rotation_once load_fairness person_travel rest mandatory_sessions instructor_hours",
    ),
    *mistakes_in(
        "edusched.model.system",
        ("_Builder.rows", "_div(hi, unit), self._slack(slack)", "_div(hi, unit) + 1, self._slack(slack)"),
        ("_Builder.levels", "slack.price * slack.binding.weight", "slack.binding.weight"),
        rules="study_hours rotation_share instructor_hours guaranteed_hours rotation_once",
    ),
    *mistakes_in(
        "edusched.model.literals",
        ("literal_rows", "np.where(whole, FREE, 0)", "np.where(whole, FREE, 1)"),
        rules="study_hours rotation_share instructor_hours guaranteed_hours rotation_once",
    ),
    *mistakes_in(
        "edusched.calendar.horizon",
        ("Horizon._span", "(pattern.last_day - start).days + 1", "(pattern.last_day - start).days"),
        rules="session_shape cohort_availability",
    ),
    *mistakes_in(
        "edusched.travel.distances",
        ("driving_minutes", "-((-metres * 60) // per_hour)", "metres * 60 // per_hour"),
        rules="person_travel",
    ),
    *mistakes_in(
        "edusched.checking.facts",
        ("PlanFacts._availability", "return lent & ", "return "),
        ("PlanFacts._read", "covered[-1].end_minute", "covered[0].end_minute"),
        rules="instructor_availability person_travel mobile_tour programme_order",
    ),
]
