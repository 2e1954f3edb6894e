private import CMemoryGuard

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Keeps the program alive when a mapped file is cut short or its disk fails: what cannot be read becomes
/// zeros, and the file says that it `isDamaged`.
///
/// The guard changes how the whole process treats SIGBUS, so only programs that must not end install it: a
/// server. Other faults go to whoever handled them before. Files that were mapped earlier are not guarded.
public enum MemoryGuard {
  /// Installs the guard; later calls do nothing.
  ///
  /// - Throws: `StorageError` if the system refuses, which it has no reason to.
  public static func install() throws(StorageError) {
    let code = memory_guard_install()
    guard code == 0 else {
      throw StorageError(
        .inputOutput, file: "memory guard", "Cannot handle SIGBUS: \(String(cString: strerror(code))).",
        advice: "Run without the guard.")
    }
  }

  /// Tells whether files that are mapped from now on are guarded.
  public static var isInstalled: Bool { memory_guard_is_installed() }
}
