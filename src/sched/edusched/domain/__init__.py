"""Pure data: instance, policy, plan, result. Nothing here decides or searches."""
