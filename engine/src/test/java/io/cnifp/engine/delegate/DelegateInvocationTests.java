package io.cnifp.engine.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.Calls;
import io.cnifp.engine.Engines;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a delegate may reply, and what everything else becomes. */
@DisplayName("the reply of a delegate")
class DelegateInvocationTests {
  private final List<CniCommand> commands = new ArrayList<>();

  private CniResponse call(CniCommand command, CniResponse reply) throws InterruptedException {
    return call(command, false, reply);
  }

  private CniResponse call(CniCommand command, boolean cleanUp, CniResponse reply)
      throws InterruptedException {
    DelegateChoice choice = DelegateChoice.ofName("acme", Calls.add("").withCommand(command));
    return call(choice, cleanUp, reply);
  }

  private CniResponse call(DelegateChoice choice, boolean cleanUp, CniResponse reply)
      throws InterruptedException {
    return call(choice, cleanUp, _ -> reply);
  }

  private CniResponse call(DelegateChoice choice, boolean cleanUp, Delegate delegate)
      throws InterruptedException {
    DelegateProvider answering =
        _ ->
            received -> {
              commands.add(received.command());
              return delegate.invoke(received);
            };
    ProviderRegistry<DelegateProvider> registry =
        ProviderRegistry.delegates(new Extensions(Optional.empty())).with("acme", answering);
    return new DelegateInvocation(
            new Installation("cni-bridge-fp", Optional.empty(), Optional.empty()), registry)
        .invoke(
            choice,
            cleanUp,
            List::of,
            _ -> JsonObject.of(),
            Engines.site(Path.of("/nowhere"), OutputStream.nullOutputStream()),
            Optional.empty());
  }

  @Test
  void isTheResultOfAnAdd() throws Exception {
    CniResponse result = CniResponse.success("{\"cniVersion\":\"1.0.0\",\"ips\":[]}");
    assertThat(call(CniCommand.ADD, result)).isEqualTo(result);
    assertThat(commands).containsExactly(CniCommand.ADD);
  }

  /** Whatever its own version is, the next plugin of the chain expects the configuration's. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"})
  void hasTheCallersVersionIfTheDelegateWasGivenAnother(String version) throws Exception {
    DelegateChoice choice =
        DelegateChoice.of(
            JsonValue.parse("{\"type\":\"acme\",\"cniVersion\":\"0.4.0\",\"name\":\"inner\"}"),
            Calls.add(""));
    CniResponse result = CniResponse.success("{\"cniVersion\":\"" + version + "\"}");
    assertThat(((CniResponse.Success) call(choice, false, result)).json())
        .isEqualTo(JsonValue.parse("{\"cniVersion\":\"1.0.0\"}"));
  }

  @Test
  void withoutAVersionHasTheOneThatTheDelegateWasGiven() throws Exception {
    DelegateChoice choice =
        DelegateChoice.of(
            JsonValue.parse("{\"type\":\"acme\",\"cniVersion\":\"0.2.0\"}"), Calls.add(""));
    CniResponse result = CniResponse.success("{\"ip4\":{\"ip\":\"10.0.0.2/24\"}}");
    assertThat(((CniResponse.Success) call(choice, false, result)).json())
        .isEqualTo(
            JsonValue.parse("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.0.0.2/24\"}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.4.0", "1.1.0"})
  void keepsItsOwnVersionIfTheDelegateWasGivenTheCallersOne(String version) throws Exception {
    CniResponse result = CniResponse.success("{\"cniVersion\":\"" + version + "\"}");
    assertThat(call(CniCommand.ADD, result)).isEqualTo(result);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ADD", "VERSION"})
  void isKeptFromStandardOutputOnOtherCommands(CniCommand command) throws Exception {
    assertThat(call(command, CniResponse.success("{\"chatty\":true}")))
        .isEqualTo(CniResponse.success(""));
    assertThat(call(command, CniResponse.failure(11, "later")))
        .isEqualTo(CniResponse.failure(11, "later"));
  }

  static Stream<Arguments> othersThanSuccessAndFailure() {
    return Stream.of(CniCommand.ADD, CniCommand.DEL, CniCommand.CHECK)
        .flatMap(command ->
            Stream.of(
                    new CniResponse.Exit(3, "bye"),
                    new CniResponse.Signal("KILL"),
                    new CniResponse.Hang())
                .map(reply -> Arguments.of(command, reply)));
  }

  @ParameterizedTest
  @MethodSource("othersThanSuccessAndFailure")
  void isAnErrorIfItIsAnActionsToGive(CniCommand command, CniResponse reply) throws Exception {
    assertThat(call(command, reply))
        .isEqualTo(
            CniResponse.failure(
                999, "the delegate acme answered " + reply + " instead of a success or a failure"));
    assertThat(commands).containsExactly(command);
  }

  static Stream<CniResponse> failures() {
    return Stream.of(
        CniResponse.failure(11, "later"),
        CniResponse.success(""),
        CniResponse.success("no result"),
        CniResponse.success("[]"),
        CniResponse.success("{\"cniVersion\":\"9.9\"}"),
        new CniResponse.Exit(3, "bye"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isHandedOnAndFollowedByNothingIfAnAddFails(CniResponse reply) throws Exception {
    assertThat(call(CniCommand.ADD, false, reply)).isInstanceOf(CniResponse.Failure.class);
    assertThat(commands).containsExactly(CniCommand.ADD);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isFollowedByADelIfTheConfigurationAsksForIt(CniResponse reply) throws Exception {
    assertThat(call(CniCommand.ADD, true, reply)).isInstanceOf(CniResponse.Failure.class);
    assertThat(commands).containsExactly(CniCommand.ADD, CniCommand.DEL);
  }

  @Test
  void thatIsThrownIsFollowedByADelToo() throws Exception {
    Delegate throwing =
        request -> {
          if (request.command() == CniCommand.ADD) {
            throw new CniException(11, "later");
          }
          return CniResponse.success("");
        };
    DelegateChoice choice = DelegateChoice.ofName("acme", Calls.add(""));
    assertThat(call(choice, true, throwing)).isEqualTo(CniResponse.failure(11, "later"));
    assertThat(commands).containsExactly(CniCommand.ADD, CniCommand.DEL);
  }

  @Test
  void thatAnInterruptionPreventsIsFollowedByADelToo() {
    Delegate interrupted =
        request -> {
          if (request.command() == CniCommand.ADD) {
            throw new InterruptedException();
          }
          return CniResponse.success("");
        };
    DelegateChoice choice = DelegateChoice.ofName("acme", Calls.add(""));
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> call(choice, true, interrupted));
    assertThat(commands).containsExactly(CniCommand.ADD, CniCommand.DEL);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ADD", "VERSION"})
  void isFollowedByNothingOnOtherCommands(CniCommand command) throws Exception {
    assertThat(call(command, true, CniResponse.failure(11, "later")))
        .isEqualTo(CniResponse.failure(11, "later"));
    assertThat(commands).containsExactly(command);
  }

  @Test
  void isFollowedByNothingIfAnAddSucceeds() throws Exception {
    var _ = call(CniCommand.ADD, true, CniResponse.success("{}"));
    assertThat(commands).containsExactly(CniCommand.ADD);
  }
}
