#include "java_executable.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "small_file.h"
#include "text.h"

#if defined(__x86_64__)
enum { THIS_MACHINE = EM_X86_64 };
#elif defined(__aarch64__)
enum { THIS_MACHINE = EM_AARCH64 };
#elif defined(__riscv)
enum { THIS_MACHINE = EM_RISCV };
#elif defined(__s390x__)
enum { THIS_MACHINE = EM_S390 };
#elif defined(__powerpc64__)
enum { THIS_MACHINE = EM_PPC64 };
#else
#error "add this processor's EM_ number"
#endif

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
enum { THIS_ORDER = ELFDATA2LSB };
#else
enum { THIS_ORDER = ELFDATA2MSB };
#endif

enum { HEADERS = 4096 };

static bool read_loader(struct executable *executable, const Elf64_Phdr *program, const char *bytes, size_t length) {
  struct text loader = text_in(executable->loader, sizeof executable->loader);
  if (program->p_offset >= length || program->p_filesz > length - program->p_offset) {
    return false;
  }
  const char *path = bytes + program->p_offset;
  const char *end = memchr(path, '\0', program->p_filesz);
  if (end != NULL) {
    text_add_bytes(&loader, path, (size_t)(end - path));
  }
  return end != NULL;
}

bool executable_parse(struct executable *executable, const char *bytes, size_t length) {
  Elf64_Ehdr header;
  executable->loader[0] = '\0';
  if (length < sizeof header) {
    return false;
  }
  memcpy(&header, bytes, sizeof header);
  if (memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
      header.e_ident[EI_DATA] != THIS_ORDER) {
    return false;
  }
  executable->machine = header.e_machine;
  for (size_t i = 0; i < header.e_phnum && header.e_phentsize == sizeof(Elf64_Phdr); i++) {
    Elf64_Phdr program;
    if (header.e_phoff > length || length - header.e_phoff < (i + 1) * sizeof program) {
      break;
    }
    memcpy(&program, bytes + header.e_phoff + i * sizeof program, sizeof program);
    if (program.p_type == PT_INTERP && read_loader(executable, &program, bytes, length)) {
      break;
    }
  }
  return true;
}

/* The beginning of a file; 0 if it can't be read. */
static size_t read_headers(const char *path, char bytes[HEADERS]) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) {
    return 0;
  }
  /* Longer than that is as it should be. */
  ssize_t length = read_small(descriptor, bytes, HEADERS);
  size_t known = length >= 0 ? (size_t)length : errno == EFBIG ? HEADERS : 0;
  (void)close(descriptor);
  return known;
}

bool java_executable_explain(const char *path, int error, struct problem *problem) {
  char bytes[HEADERS];
  struct executable executable;
  const char *why = strerror(error);
  const char *loader = "";
  const char *what_to_do = "";
  size_t length = read_headers(path, bytes);
  bool parsed = executable_parse(&executable, bytes, length);
  if (error == ENOENT && parsed && executable.loader[0] != '\0') {
    why = "its loader ";
    loader = executable.loader;
    what_to_do = " is not on this host; install glibc, or an image for this host's C library";
  } else if (error == ENOEXEC && parsed && executable.machine != THIS_MACHINE) {
    why = "it is for another processor; install the image for this one";
  } else if (error == ENOEXEC) {
    why = "the file is damaged; install cni-fp again";
  } else if (error == EACCES) {
    why = "permission denied; check its mode, and that no file system on the way is mounted noexec";
  }
  return problem_is(problem, "the JVM ", path, " can't be executed: ", why, loader, what_to_do, (char *)NULL);
}
