package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the engine lends a delegate, seen through the whole engine. */
@DisplayName("a delegate that hands a call on")
class LentToDelegatesTests {
  private final TestEngine engine = new TestEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  @ProviderInfo(name = "acme.wrapper")
  private static final class Wrapper implements DelegateProvider {
    @Override
    public Delegate create(DelegateContext context) {
      String next = context.settings().get("next").map(name -> name.asText()).orElse("bridge");
      return request ->
          context
              .delegate(next)
              .invoke(
                  request.withIfname("wrapped0").withNetconf(request.netconf().with("type", next)));
    }
  }

  private TestEngine wrapping(String next) {
    Wrapper wrapper = new Wrapper();
    return engine
        .withDelegate(wrapper)
        .delegateTo("\"acme.wrapper\"")
        .settings(wrapper, JsonObject.of().with("next", next));
  }

  @Test
  void givesTheNextOneAChangedRequest() {
    assertEquals(0, wrapping("bridge").call(CniCommand.ADD).exitStatus());
    var request = engine.delegate().requests().get(0);
    assertEquals("wrapped0", request.ifname().orElse(""));
    assertEquals("bridge", request.member("type").orElseThrow().asText());
  }

  @Test
  void getsTheNextOnesFailure() {
    engine.delegate().replies(CniResponse.failure(11, "later"));
    assertEquals(
        CniResponse.failure(11, "later"), wrapping("bridge").call(CniCommand.ADD).response());
  }

  @Test
  void handsOnTheNextOnesFailureWhole() {
    CniResponse failure = CniResponse.failure(11, "m".repeat(100_000));
    engine.delegate().replies(failure);
    assertEquals(failure, wrapping("bridge").call(CniCommand.ADD).response());
  }

  @Test
  void getsAnErrorForAResultThatIsNone() {
    engine.delegate().replies(CniResponse.success("{\"ips\":[{\"address\":\"nonsense\"}]}"));
    assertEquals(1, wrapping("bridge").call(CniCommand.ADD).exitStatus());
  }

  @Test
  void mayNotLeadBackToItself() {
    Outcome outcome = wrapping("acme.wrapper").call(CniCommand.ADD);
    CniResponse.Failure failure = (CniResponse.Failure) outcome.response();
    assertEquals(7, failure.error().code());
    assertTrue(failure.error().message().contains("within one another"));
  }

  @Test
  void isToldIfThereIsNoSuchDelegate() {
    CniResponse.Failure failure =
        (CniResponse.Failure) wrapping("acme.none").call(CniCommand.ADD).response();
    assertTrue(failure.error().message().contains("acme.none"), failure.error().message());
  }

  @Test
  void countsWhatTheEnvironmentSays() {
    wrapping("bridge").variable("CNI_FP_NESTING", "4");
    assertTrue(engine.call(CniCommand.ADD).stdout().contains("within one another"));
    engine.variable("CNI_FP_NESTING", "77");
    assertTrue(
        engine
            .call(CniCommand.ADD)
            .stdout()
            .contains("CNI_FP_NESTING must be from 0 to 5: cni-fp alone sets it"));
  }
}
