package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cnifp.api.spi.FailpointActionProvider;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The built-in actions keep the rules that extensions must keep. */
@DisplayName("a built-in action")
class BuiltInActionsTests {

  /** What an action accepts and what it refuses. */
  abstract static class BuiltIn implements FailpointActionContract {
    private final String name;
    private final List<String> accepted;
    private final List<String> refused;

    BuiltIn(String name, List<String> accepted, List<String> refused) {
      this.name = name;
      this.accepted = accepted;
      this.refused = refused;
    }

    @Override
    public FailpointActionProvider provider() {
      return ServiceLoader.load(FailpointActionProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> Description.of(provider).name().equals(name))
          .findAny()
          .orElseThrow();
    }

    @Override
    public List<String> accepted() {
      return accepted;
    }

    @Override
    public List<String> refused() {
      return refused;
    }

    @Override
    public boolean isBuiltIn() {
      return true;
    }
  }

  @Nested
  class OffKeepsTheRules extends BuiltIn {
    OffKeepsTheRules() {
      super("off", List.of("off"), List.of("off(x)", "off{x=1}"));
    }
  }

  @Nested
  class ErrorKeepsTheRules extends BuiltIn {
    ErrorKeepsTheRules() {
      super(
          "error",
          List.of("error", "error(x)", "error{code=11,msg='a',details='b'}"),
          List.of("error{code=0}", "error{code=x}", "error{mesg=x}"));
    }
  }

  @Nested
  class PanicKeepsTheRules extends BuiltIn {
    PanicKeepsTheRules() {
      super("panic", List.of("panic", "panic(x)", "panic{msg=x}"), List.of("panic{code=1}"));
    }
  }

  @Nested
  class DelayKeepsTheRules extends BuiltIn {
    DelayKeepsTheRules() {
      super(
          "delay",
          List.of("delay(5)", "delay(1.5s)", "delay(1ms..2ms)"),
          List.of("delay", "delay(x)", "delay{t=1}", "delay(1x)"));
    }
  }

  @Nested
  class SleepKeepsTheRules extends BuiltIn {
    SleepKeepsTheRules() {
      super(
          "sleep",
          List.of("sleep(5)", "sleep(1m30s)"),
          List.of("sleep", "sleep(-1)", "sleep(1s..)"));
    }
  }

  @Nested
  class SpinKeepsTheRules extends BuiltIn {
    SpinKeepsTheRules() {
      super("spin", List.of("spin(5)", "spin(1ms..2ms)"), List.of("spin", "spin(soon)"));
    }
  }

  @Nested
  class HangKeepsTheRules extends BuiltIn {
    HangKeepsTheRules() {
      super("hang", List.of("hang"), List.of("hang(1)"));
    }
  }

  @Nested
  class PauseKeepsTheRules extends BuiltIn {
    PauseKeepsTheRules() {
      super(
          "pause",
          List.of("pause", "pause{timeout=5m}"),
          List.of("pause(1)", "pause{time=5m}", "pause{timeout=x}"));
    }
  }

  @Nested
  class PrintKeepsTheRules extends BuiltIn {
    PrintKeepsTheRules() {
      super("print", List.of("print", "print(x)", "print{text='a'}"), List.of("print{txt=x}"));
    }
  }

  @Nested
  class ReturnKeepsTheRules extends BuiltIn {
    ReturnKeepsTheRules() {
      super(
          "return",
          List.of("return", "return({})", "return{stdout='a'}"),
          List.of("return{out=x}"));
    }
  }

  @Nested
  class ExitKeepsTheRules extends BuiltIn {
    ExitKeepsTheRules() {
      super(
          "exit",
          List.of("exit(0)", "exit(255)", "exit{status=1,stdout=x}"),
          List.of("exit", "exit(256)", "exit(x)", "exit{n=1}"));
    }
  }

  @Nested
  class KillKeepsTheRules extends BuiltIn {
    KillKeepsTheRules() {
      super(
          "kill", List.of("kill(TERM)", "kill(SEGV)"), List.of("kill", "kill(SIGTERM)", "kill(9)"));
    }
  }

  @Nested
  class TruncateKeepsTheRules extends BuiltIn {
    TruncateKeepsTheRules() {
      super(
          "truncate", List.of("truncate(0)", "truncate(10)"), List.of("truncate", "truncate(-1)"));
    }
  }

  @Nested
  class AppendKeepsTheRules extends BuiltIn {
    AppendKeepsTheRules() {
      super("append", List.of("append(x)", "append{text='a'}"), List.of("append", "append{txt=x}"));
    }
  }

  @Nested
  class PrependKeepsTheRules extends BuiltIn {
    PrependKeepsTheRules() {
      super(
          "prepend",
          List.of("prepend(x)", "prepend{text='a'}"),
          List.of("prepend", "prepend{txt=x}"));
    }
  }

  @Nested
  class AbortKeepsTheRules extends BuiltIn {
    AbortKeepsTheRules() {
      super(
          "abort",
          List.of("abort(5)", "abort(1ms..2ms)", "abort{after=1s,signal=TERM}"),
          List.of("abort", "abort(x)", "abort{signal=KILL}", "abort{after=1s,signal=9}"));
    }

    @Override
    public List<String> points() {
      return List.of("cmdAdd", "cmdDel", "cmdCheck", "cmdGc", "cmdStatus");
    }
  }

  @Nested
  class PatchKeepsTheRules extends BuiltIn {
    PatchKeepsTheRules() {
      super(
          "patch",
          List.of(
              "patch({\"ips\":[]})",
              "patch{json='{}'}",
              "patch([{\"op\":\"remove\",\"path\":\"/cniVersion\"}])"),
          List.of("patch", "patch([])", "patch(x)", "patch{js=x}"));
    }
  }

  @Test
  void isCheckedHereWhicheverItIs() {
    Set<String> checked = new TreeSet<>();
    for (Class<?> nested : getClass().getDeclaredClasses()) {
      String name = nested.getSimpleName();
      if (name.endsWith("KeepsTheRules")) {
        checked.add(name.replace("KeepsTheRules", "").toLowerCase(Locale.ROOT));
      }
    }
    Set<String> installed = new TreeSet<>();
    ServiceLoader.load(FailpointActionProvider.class)
        .forEach(action -> installed.add(Description.of(action).name()));
    assertEquals(installed, checked);
  }
}
