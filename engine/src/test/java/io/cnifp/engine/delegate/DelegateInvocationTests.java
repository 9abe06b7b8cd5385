package io.cnifp.engine.delegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.Calls;
import io.cnifp.engine.Engines;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.process.Termination;
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

/** What a delegate may reply, and what everything else becomes. */
@DisplayName("the reply of a delegate")
class DelegateInvocationTests {
  private final List<CniCommand> commands = new ArrayList<>();

  private CniResponse call(CniCommand command, CniResponse reply) throws InterruptedException {
    return call(Calls.add(",\"delegate\":\"acme\"").withCommand(command), reply);
  }

  private CniResponse call(CniRequest request, CniResponse reply) throws InterruptedException {
    DelegateProvider answering =
        _ ->
            received -> {
              commands.add(received.command());
              return reply;
            };
    ProviderRegistry<DelegateProvider> registry =
        ProviderRegistry.delegates(new Extensions(Optional.empty())).with("acme", answering);
    return new DelegateInvocation(
            new Installation("cni-bridge-fp", Optional.empty(), Optional.empty()),
            registry,
            Termination.NONE)
        .invoke(
            request,
            List::of,
            Engines.site(Path.of("/nowhere"), OutputStream.nullOutputStream()),
            Optional.empty());
  }

  @Test
  void isTheResultOfAnAdd() throws Exception {
    CniResponse result = CniResponse.success("{\"cniVersion\":\"1.0.0\",\"ips\":[]}");
    assertThat(call(CniCommand.ADD, result)).isEqualTo(result);
    assertThat(commands).containsExactly(CniCommand.ADD);
  }

  @Test
  void keepsItsOwnVersionIfTheDelegateWasGivenAnother() throws Exception {
    CniRequest request =
        Calls.add(",\"delegate\":{\"type\":\"acme\",\"cniVersion\":\"0.4.0\",\"name\":\"inner\"}");
    CniResponse result = CniResponse.success("{\"cniVersion\":\"0.4.0\"}");
    assertThat(call(request, result)).isEqualTo(result);
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
    assertThat(commands)
        .isEqualTo(
            command == CniCommand.ADD ? List.of(CniCommand.ADD, CniCommand.DEL) : List.of(command));
  }
}
