package io.cnifp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.file.PausedCalls;
import io.cnifp.engine.file.StateFolder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterceptionTests {
  private static final CniResponse REPLY = CniResponse.success("reply");

  private final List<String> events = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CniRequest request = Calls.add("");
  private final Interception interception =
      new Interception(
          request,
          "cmdAdd",
          new Waits(
              Duration.ofMillis(1),
              new PausedCalls(new StateFolder(Map.of())),
              Termination.NONE,
              stderr),
          waits::add,
          () -> {
            events.add("rest");
            return REPLY;
          });

  private FailpointAction around(String name) {
    return invocation -> {
      events.add(name + " before");
      CniResponse reply = invocation.proceed();
      events.add(name + " after");
      return reply;
    };
  }

  @Test
  void nestsFromLeftToRightAroundTheRest() throws Exception {
    assertThat(interception.around(List.of(around("a"), around("b")))).isSameAs(REPLY);
    assertThat(events).containsExactly("a before", "b before", "rest", "b after", "a after");
  }

  @Test
  void isOnlyTheRestWithoutActions() throws Exception {
    assertThat(interception.around(List.of())).isSameAs(REPLY);
  }

  @Test
  void endsWhereAnActionDoesntGoOn() throws Exception {
    CniResponse failure = CniResponse.failure(7, "x");
    assertThat(interception.around(List.of(around("a"), _ -> failure, around("b"))))
        .isSameAs(failure);
    assertThat(events).containsExactly("a before", "a after");
  }

  @Test
  void refusesToGoOnTwice() throws Exception {
    FailpointAction twice =
        invocation -> {
          invocation.proceed();
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(twice)))
        .isEqualTo(
            CniResponse.failure(
                999,
                "an action at cmdAdd failed: java.lang.IllegalStateException: proceed() was called"
                    + " a second time"));
    assertThat(events).containsExactly("rest");
  }

  @Test
  void takesAnErrorThatIsThrownForTheReply() throws Exception {
    CniError error = new CniError(11, "later", "much");
    FailpointAction throwing =
        _ -> {
          throw new CniException(error);
        };
    assertThat(interception.around(List.of(around("a"), throwing)))
        .isEqualTo(new CniResponse.Failure(error));
    assertThat(events).containsExactly("a before", "a after");
  }

  @Test
  void makesAnErrorOfAClassThatIsMissing() throws Exception {
    FailpointAction broken =
        _ -> {
          throw new NoClassDefFoundError("acme/Missing");
        };
    assertThat(interception.around(List.of(broken)))
        .isEqualTo(
            CniResponse.failure(
                999, "an action at cmdAdd failed: java.lang.NoClassDefFoundError: acme/Missing"));
  }

  @Test
  void letsAnInterruptionThrough() {
    FailpointAction interrupted =
        _ -> {
          throw new InterruptedException();
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> interception.around(List.of(around("a"), interrupted)));
  }

  @Test
  void boundsAllWaitsTogether() throws Exception {
    FailpointAction waiting =
        invocation -> {
          invocation.sleep(Duration.ofDays(1));
          assertThat(invocation.maxDelay()).isZero();
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(waiting, waiting))).isSameAs(REPLY);
  }

  @Test
  void lendsTheCall() throws Exception {
    FailpointAction looking =
        invocation -> {
          assertThat(invocation.request()).isSameAs(request);
          assertThat(invocation.point()).isEqualTo("cmdAdd");
          assertThat(invocation.maxDelay()).isLessThanOrEqualTo(Duration.ofMillis(1));
          invocation.print("é");
          invocation.sleep(Duration.ofDays(1));
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(looking))).isSameAs(REPLY);
    assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("é\n");
  }
}
