package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to be wrong: the position from 0 and what was expected there, in one line. */
class FailpointErrorTests {
  private static final String ACTIONS =
      "abort, append, delay, error, exit, hang, kill, off, panic, patch, pause, prepend, print,"
          + " return, sleep, spin, truncate";

  private final BuiltInLanguage language = new BuiltInLanguage();

  private void assertMessage(String text, String message) {
    assertThatExceptionOfType(FailpointSyntaxException.class)
        .as(text)
        .isThrownBy(() -> language.parse(text))
        .withMessage(message)
        .satisfies(e -> assertThat(e.getMessage()).contains(" at " + e.position()));
  }

  @Test
  void isAnAnswerAndNoDefectSoItHasNoStackTrace() {
    FailpointSyntaxException e = new FailpointSyntaxException("x was expected", 3, " (more)");
    assertThat(e).hasMessage("x was expected at 3 (more)");
    assertThat(e.getStackTrace()).isEmpty();
    assertThat(e.fillInStackTrace()).isSameAs(e);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|an action was expected at 0",
        "->off|an action was expected at 0",
        "off->|an action was expected at 5",
        "off->->off|an action was expected at 5",
        "Off|an action was expected at 0",
        "-1*off|an action was expected at 0",
        "+1*off|an action was expected at 0",
        "1*|an action was expected at 2",
        "1*error(x)+|an action was expected at 11",
        "1*error(x)+1*off|an action was expected at 11",
        "off off|\"->\" or the end was expected at 4",
        "error(a)b)|\"->\" or the end was expected at 8",
        "1*error (x)|\"->\" or the end was expected at 8",
        "off[pod=a][pod=b]|\"->\" or the end was expected at 10",
        "off[pod=a]+off|\"->\" or the end was expected at 10",
      })
  void termsAndSteps(String text, String message) {
    assertMessage(text, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|\"*\" or \"%\" was expected after the number at 1",
        "1.*off|\"*\" or \"%\" was expected after the number at 1",
        "5.%off|\"*\" or \"%\" was expected after the number at 1",
        "1 *off|\"*\" or \"%\" was expected after the number at 1",
        "50 %off|\"*\" or \"%\" was expected after the number at 2",
        "1.5*off|a count must be a whole number at 0",
        "9223372036854775808*off|a count must be from 0 to 9223372036854775807 at 0",
        "5%99999999999999999999*off|a count must be from 0 to 9223372036854775807 at 2",
        "1*1*off|only one count was expected at 2",
        "1*5%2*off|only one count was expected at 4",
        "1%1%off|only one percentage was expected at 2",
        "1%0*.5%off|only one percentage was expected at 4",
        "101%off|a percentage from 0 to 100 was expected at 0",
        "off->100.1%off|a percentage from 0 to 100 was expected at 5",
      })
  void modifiers(String text, String message) {
    assertMessage(text, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "off()|an argument was expected: there is no \"()\" at 4",
        "error(|\")\" was expected after the argument at 6",
        "error(x|\")\" was expected after the argument at 6",
        "off{}|an argument's name was expected at 4",
        "error{=1}|an argument's name was expected at 6",
        "error{code=1,}|an argument's name was expected at 13",
        "error{code}|\"=\" was expected at 10",
        "error{code!=1}|\"=\" was expected at 10",
        "error{code=}|a value was expected at 11",
        "error{code=1|\",\" or \"}\" was expected at 12",
        "error{msg='a'b}|\",\" or \"}\" was expected at 13",
        "error{msg='a' b}|\",\" or \"}\" was expected at 14",
        "error{code=1,code=2}|only one argument \"code\" was expected at 13",
        "error{msg='a|a closing quote was expected for the value at 10",
        "error{msg='a\\|one of n t r \\ \" ' u was expected after \"\\\" at 13",
        "error{msg='a\\q'}|one of n t r \\ \" ' u was expected after \"\\\" at 13",
        "error{msg='a\\u12g4'}|four hexadecimal digits were expected at 16",
      })
  void arguments(String text, String message) {
    assertMessage(text, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "off[]|a filter was expected at 4",
        "off[pod=a,]|a filter was expected at 10",
        "off[pod]|\"=\" or \"!=\" was expected at 7",
        "off[pod!a]|\"=\" or \"!=\" was expected at 7",
        "off[skip!=1]|\"=\" was expected at 8",
        "off[pod=]|a value was expected at 8",
        "off[pod=a|\",\" or \"]\" was expected at 9",
        "off[pod='a'b]|\",\" or \"]\" was expected at 11",
        "off[pod=a,pod!=b]|only one pod was expected at 10",
        "off[skip=-1]|skip must be a whole number at 9",
        "off[seed=1.5]|seed must be a whole number at 9",
        "off[every=0]|every must be from 1 to 9223372036854775807 at 10",
        "off[skip=9223372036854775808]|skip must be from 0 to 9223372036854775807 at 9",
        "off[phase=1]|a phase below every=N was expected at 3",
        "off[every=2,phase=2]|a phase below every=N was expected at 3",
        "off[draws=1]|draws requires seed=S at 3",
        "off[ns=a]|unknown filter \"ns\" at 4 (known: container, delegate, every, ifname,"
            + " namespace, network, pod, seed, skip, until)",
        "off[podd=a]|unknown filter \"podd\" at 4 (known: container, delegate, every, ifname,"
            + " namespace, network, pod, seed, skip, until; did you mean pod?)",
      })
  void filters(String text, String message) {
    assertMessage(text, message);
  }

  @ParameterizedTest
  @CsvSource({
    "1*eror(x),eror,2,error",
    "pannic,pannic,0,panic",
    "offx,offx,0,off",
    "dealy(5),dealy,0,delay",
    "off+slep(1),slep,4,sleep",
    "1*trucnate(1),trucnate,2,truncate"
  })
  void aNameWithATypingErrorIsToldTheNearestOne(String text, String name, int at, String nearest) {
    assertMessage(
        text,
        "unknown action \"%s\" at %d (known: %s; did you mean %s?)"
            .formatted(name, at, ACTIONS, nearest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "acme.flaky", "x", "errata", "returns.a.value.that.is.long"})
  void aNameThatIsNearNoneIsToldAll(String name) {
    assertMessage(name, "unknown action \"%s\" at 0 (known: %s)".formatted(name, ACTIONS));
  }

  @Test
  void aLongNameIsToldByItsLength() {
    assertMessage(
        "1*" + "x".repeat(41),
        "unknown action of 41 characters at 2 (known: %s)".formatted(ACTIONS));
    assertMessage(
        "1*" + "x".repeat(40),
        "unknown action \"%s\" at 2 (known: %s)".formatted("x".repeat(40), ACTIONS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "off->error{code=0}|\"error\" code must be a whole number from 1 to 2147483647, not \"0\""
            + " at 5",
        "error{code=2147483648}|\"error\" code must be a whole number from 1 to 2147483647, not"
            + " \"2147483648\" at 0",
        "error{code=abc}|\"error\" code must be a whole number from 1 to 2147483647, not \"abc\" at"
            + " 0",
        "error{mesg=x}|\"error\" has no argument mesg (known: code, msg, details) at 0",
        "off(x)|\"off\" takes no argument at 0",
        "hang{x=1}|\"hang\" takes no argument at 0",
        "panic{code=1}|\"panic\" has no argument code (known: msg) at 0",
        "delay|\"delay\" needs a duration such as 500 (milliseconds), 1"
            + ".5s, 1m30s, 50us or a range 50ms..200ms in parentheses at 0",
        "sleep{ms=1}|\"sleep\" takes a duration such as 500 (milliseconds), 1"
            + ".5s, 1m30s, 50us or a range 50ms..200ms in parentheses at 0",
        "1*off+kill(SIGKILL)|\"kill\" takes one of HUP INT QUIT ABRT KILL SEGV TERM, not"
            + " \"SIGKILL\" at 6",
        "kill|\"kill\" needs one of HUP INT QUIT ABRT KILL SEGV TERM in parentheses at 0",
        "exit(256)|\"exit\" status must be a whole number from 0 to 255, not \"256\" at 0",
        "exit|\"exit\" needs status=..., a whole number from 0 to 255 at 0",
        "pause(1)|\"pause\" takes {timeout=...} at 0",
        "truncate(x)|\"truncate\" takes a whole number from 0, not \"x\" at 0",
        "append|\"append\" needs text=..., a text at 0",
        "return{out=x}|\"return\" has no argument out (known: stdout) at 0",
        "patch|\"patch\" needs json=..., JSON at 0",
        "patch([])|\"patch\" needs a JSON object or a list of operations: at least one operation"
            + " was expected at line 1, column 1 at 0",
      })
  void whatAnActionRefuses(String text, String message) {
    assertMessage(text, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delay(x)", "spin(1x)", "sleep(1..)", "delay(..1)", "delay(-1)"})
  void whatIsNoDuration(String text) {
    int bracket = text.indexOf('(');
    String given = text.substring(bracket + 1, text.length() - 1);
    assertMessage(
        text,
        ("\"%s\" takes a duration such as 500 (milliseconds), 1.5s, 1m30s, 50us or a range"
                + " 50ms..200ms, not \"%s\" at 0")
            .formatted(text.substring(0, bracket), given));
  }
}
