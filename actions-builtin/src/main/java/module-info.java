import io.cnifp.api.spi.FailpointActionProvider;

/**
 * The built-in failure actions.
 *
 * @provides FailpointActionProvider one provider for each action of the failpoint language whose
 *     name has no dot
 */
@SuppressWarnings("requires-automatic")
module io.cnifp.actions {
  requires io.cnifp.api;
  requires static com.google.auto.service;
  requires static org.jspecify;

  // The order is the one of use: a lookup ends at the first that fits.
  provides FailpointActionProvider with
      io.cnifp.actions.ErrorAction,
      io.cnifp.actions.OffAction,
      io.cnifp.actions.DelayAction,
      io.cnifp.actions.PanicAction,
      io.cnifp.actions.SleepAction,
      io.cnifp.actions.ReturnAction,
      io.cnifp.actions.ExitAction,
      io.cnifp.actions.KillAction,
      io.cnifp.actions.PatchAction,
      io.cnifp.actions.TruncateAction,
      io.cnifp.actions.AppendAction,
      io.cnifp.actions.PrintAction,
      io.cnifp.actions.PauseAction,
      io.cnifp.actions.HangAction,
      io.cnifp.actions.SpinAction;
}
