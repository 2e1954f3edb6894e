import ChasquiTestSupport
import Foundation
import Testing

/// What becomes of signals that the guard has nothing to do with, in processes that may die of them.
@Suite(.enabled(if: GuardedProgram.compiler != nil, "there is no C compiler"))
struct MemoryGuardProcessTests {
  @Test(arguments: [
    // The case, and how the process must end: its exit code, or minus the signal.
    ("guarded", 0), ("unguarded", -SIGBUS), ("unregistered", -SIGBUS), ("former", 42), ("plain", 43),
    ("sent", -SIGBUS), ("ignored", 0), ("other", -SIGSEGV), ("full", 0),
  ])
  func endsAsItShould(name: String, end: Int32) throws {
    #expect(try GuardedProgram.shared.get().run(name) == end)
  }
}

/// A C program that installs the guard and then gets a signal.
private struct GuardedProgram {
  static let compiler =
    ["/usr/bin/clang", "/usr/bin/cc", "/usr/local/bin/clang"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    ?? ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map { "\($0)/clang" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  static let shared = Result<GuardedProgram, any Error> { try GuardedProgram() }

  private let folder = TemporaryFolder()

  private init() throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path
    let source = "\(root)/Sources/CMemoryGuard"
    try Self.text.write(toFile: folder.file("main.c"), atomically: true, encoding: .utf8)
    let status = try Self.end(
      of: Self.compiler!,
      [
        "-Wall", "-Wextra", "-Werror", "-I\(source)/include", "\(source)/memory_guard.c",
        folder.file("main.c"), "-o", folder.file("guarded"),
      ])
    try #require(status == 0, "the guard does not compile")
  }

  func run(_ name: String) throws -> Int32 {
    try Self.end(of: folder.file("guarded"), [name, folder.file("\(name).data")])
  }

  private static func end(of program: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  private static let text = """
    #include "memory_guard.h"
    #include <fcntl.h>
    #include <signal.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <unistd.h>

    static void with_information(int signal, siginfo_t *info, void *context) {
      (void)context;
      _exit(signal == SIGBUS && info->si_addr ? 42 : 1);
    }
    static void plain(int signal) { _exit(signal == SIGBUS ? 43 : 1); }

    int main(int count, char **arguments) {
      if (count != 3) return 2;
      const char *name = arguments[1];
      size_t size = 16 * (size_t)getpagesize();
      int file = open(arguments[2], O_RDWR | O_CREAT, 0600);
      if (ftruncate(file, (off_t)size)) return 3;
      volatile char *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
      if (bytes == MAP_FAILED || bytes[size - 1]) return 4;
      struct sigaction action = {0};
      if (!strcmp(name, "former")) { action.sa_sigaction = with_information; action.sa_flags = SA_SIGINFO; }
      if (!strcmp(name, "plain")) action.sa_handler = plain;
      if (!strcmp(name, "ignored")) action.sa_handler = SIG_IGN;
      sigaction(SIGBUS, &action, NULL);
      if (memory_guard_register((void *)bytes, size) != -1) return 5;
      if (memory_guard_install() || memory_guard_install() || !memory_guard_is_installed()) return 6;
      int range = -1;
      if (!strcmp(name, "guarded") || !strcmp(name, "unregistered") || !strcmp(name, "other"))
        range = memory_guard_register((void *)bytes, size);
      if (!strcmp(name, "unregistered")) memory_guard_unregister(range);
      if (!strcmp(name, "sent") || !strcmp(name, "ignored")) { raise(SIGBUS); return 0; }
      if (!strcmp(name, "other")) { *(volatile int *)8 = 1; return 7; }
      if (!strcmp(name, "full")) {
        int last = -1, next;
        while ((next = memory_guard_register((void *)bytes, 1)) != -1) last = next;
        if (last < 1000 || memory_guard_is_damaged(last)) return 10;
        memory_guard_unregister(last);
        range = memory_guard_register((void *)bytes, size);
        if (range != last) return 11;
      }
      if (ftruncate(file, 0)) return 8;
      int sum = 0;
      for (size_t place = 511; place < size; place += 512) sum += bytes[place];
      if (sum || !memory_guard_is_damaged(range)) return 9;
      memory_guard_unregister(range);
      return memory_guard_is_damaged(-1);
    }
    """
}
