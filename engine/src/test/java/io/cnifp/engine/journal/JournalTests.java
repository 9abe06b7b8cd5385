package io.cnifp.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.policy.AllowedNames;
import io.cnifp.engine.policy.Annotations;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the journal")
class JournalTests {
  private static final JsonObject ENTRY = JsonObject.of().with("x", JsonNumber.of(1));

  @TempDir private Path directory;
  private FileLocks locks;
  private Path file;

  @BeforeEach
  void somewhere() {
    file = directory.resolve("journal.jsonl");
    locks =
        FileLocks.ofJournals(
            new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.resolve("state").toString())));
  }

  private Journal journal(Path named) {
    return Journal.of(Map.of(Journal.VARIABLE, named.toString()), Policy.DEFAULT, locks);
  }

  @Nested
  class IsNamed {
    private final Policy policy =
        new Policy(
            Optional.empty(),
            Annotations.ALLOWED,
            AllowedNames.ALL,
            AllowedNames.ALL,
            OptionalInt.empty(),
            Policy.UNLIMITED,
            Policy.UNLIMITED,
            Optional.of(Path.of("/policy's")),
            List.of(),
            JsonObject.of(),
            JsonObject.of());

    @Test
    void byTheVariableBeforeThePolicy() {
      assertThat(Journal.named(Map.of(Journal.VARIABLE, "/mine"), policy))
          .hasToString("Optional[/mine]");
      assertThat(Journal.named(Map.of(), policy)).contains(Path.of("/policy's"));
      assertThat(Journal.named(Map.of(Journal.VARIABLE, ""), policy)).isPresent();
    }

    @Test
    void byNobodyUnlessSomebodySays() {
      assertThat(Journal.of(Map.of(), Policy.DEFAULT, locks).isOn()).isFalse();
      assertThat(Journal.named(Map.of(Journal.VARIABLE, "relative"), policy)).isEmpty();
    }
  }

  @Nested
  class Keeps {

    @Test
    void eachEntryAsALineOfAFileForItsOwnerAlone() throws IOException {
      journal(file).append(JsonObject.of().with("a", JsonNumber.of(1)));
      journal(file).append(JsonObject.of().with("é", JsonNumber.of(2)));
      assertThat(file).hasContent("{\"a\":1}\n{\"é\":2}\n");
      assertThat(Files.getPosixFilePermissions(file))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void everyLineWholeHoweverManyThreadsAppend() throws Exception {
      JsonObject entry = JsonObject.of().with("x", "x".repeat(3000));
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        List<Future<?>> appended = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
          appended.add(threads.submit(() -> journal(file).append(entry)));
        }
        for (Future<?> each : appended) {
          each.get();
        }
      }
      assertThat(Files.readAllLines(file)).hasSize(400).allMatch(entry.toString()::equals);
    }

    @Test
    void atMostTwiceItsBound() throws IOException {
      Path older = directory.resolve("journal.jsonl.1");
      Files.writeString(older, "oldest");
      try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
        large.setLength(Journal.MAX_SIZE);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      journal(file).append(ENTRY);
      assertThat(file).hasContent("{\"x\":1}\n");
      assertThat(older).hasSize(Journal.MAX_SIZE);
    }

    @Test
    void itsDirectoryEvenIfThatHasToBeMade() {
      Path made = directory.resolve("log/journal.jsonl");
      journal(made).append(ENTRY);
      assertThat(made).hasContent("{\"x\":1}\n");
    }
  }

  @Nested
  class RecordsNothing {

    /** Others could read what is recorded, or add what never happened. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----rw-"})
    void inAFileThatIsNotTheCallersAlone(String mode) throws IOException {
      Files.createFile(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      journal(file).append(ENTRY);
      assertThat(file).isEmptyFile();
      assertThat(Journal.problem(file)).isEqualTo("others than its owner may use it; chmod 600");
      try (JournalReader reader = new JournalReader(file)) {
        if (mode.indexOf('w', 2) > 0) {
          assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
        } else {
          assertThat(reader.next()).isEmpty();
        }
      }
    }

    @Test
    void inADirectoryThatOthersMayWrite() throws IOException {
      Path shared = Files.createDirectory(directory.resolve("shared"));
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertNothing(shared.resolve("j"), shared + " may be written by others than its owner");
      Files.setAttribute(shared, "unix:mode", 01777);
      assertNothing(shared.resolve("j"), "its directory may be written by others than its owner");
    }

    @Test
    void throughALink() throws IOException {
      Path target = Files.writeString(directory.resolve("target"), "somebody's");
      Files.createSymbolicLink(file, target);
      journal(file).append(ENTRY);
      assertThat(Journal.problem(file)).isEqualTo("it is not a regular file");
      assertThat(target).hasContent("somebody's");
    }

    @Test
    void inADirectoryOrWhereThereIsNoDirectory() throws IOException {
      Files.createDirectory(file);
      assertThat(Journal.problem(file)).isEqualTo("it is not a regular file");
      journal(file).append(ENTRY);
      assertNothing(
          directory.resolve("no/such/directory/j"), "its directory cannot be created or examined");
      assertNothing(Path.of("/proc/nothing/j"), "its directory cannot be created or examined");
    }

    private void assertNothing(Path path, String problem) {
      assertThat(Journal.problem(path)).isEqualTo(problem);
      journal(path).append(ENTRY);
      assertThat(path).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
    "2026-11-24T15:03:07.123456789Z, 2026-11-24T15:03:07.123456Z",
    "2028-02-29T23:59:59.000001Z, 2028-02-29T23:59:59.000001Z"
  })
  void writesTimesInUtcToTheMicrosecond(String instant, String text) {
    assertThat(Timestamp.of(Instant.parse(instant))).isEqualTo(text);
  }
}
