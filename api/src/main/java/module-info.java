/**
 * The vocabulary of cni-fp and its two service interfaces.
 *
 * <p>{@link io.cnifp.api} holds the Container Network Interface's own terms (command, request,
 * response, error) as immutable values, {@link io.cnifp.api.json} JSON as values. {@link
 * io.cnifp.api.spi} holds what an extension implements: {@link
 * io.cnifp.api.spi.FailpointActionProvider} for a new way to fail, {@link
 * io.cnifp.api.spi.DelegateProvider} for something new to delegate to.
 *
 * <h2>The path of a call</h2>
 *
 * <ol>
 *   <li>The engine reads the call. If it has a failpoint file, the providers create the action of
 *       each step of each term; wrong arguments end the call here, and nothing is counted.
 *   <li>A term fires, and its count is used. Its actions are applied, the first one outermost.
 *   <li>After the last one the delegate is created and invoked, unless an action has answered
 *       instead of calling {@code proceed()}.
 *   <li>The runtime receives what the outermost action returns.
 * </ol>
 *
 * <h2>What an extension throws, and what the runtime receives</h2>
 *
 * <table>
 *   <caption>Exceptions and CNI errors</caption>
 *   <thead>
 *     <tr><th scope="col">thrown</th><th scope="col">by</th><th scope="col">received</th></tr>
 *   </thead>
 *   <tbody>
 *     <tr><td>{@link io.cnifp.api.CniException}</td><td>an action, a delegate, a delegate's
 *         provider</td><td>its error</td></tr>
 *     <tr><td>{@link java.lang.IllegalArgumentException}</td><td>an action's provider</td><td>code
 *         999, its message, the place in the failpoint; no count is used</td></tr>
 *     <tr><td>{@link java.lang.InterruptedException}</td><td>an action, a delegate</td><td>code
 *         999, the call was interrupted</td></tr>
 *     <tr><td>anything else, or {@code null} returned</td><td>any</td><td>code 999, and a message
 *         that names the action or the delegate</td></tr>
 *   </tbody>
 * </table>
 *
 * <p>Durations are {@link java.time.Duration}s. The module needs the JDK alone, at release 17.
 */
module io.cnifp.api {
  requires static org.jspecify;

  exports io.cnifp.api;
  exports io.cnifp.api.json;
  exports io.cnifp.api.spi;
}
