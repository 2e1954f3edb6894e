internal import Synchronization

/// The characters of a stream, of which those are given back that were not sent: also when the client goes before
/// the first is.
final class StreamCharge: Sendable {
  private let usage: UsageMeter
  private let charge: UsageMeter.Charge
  /// Characters that were not sent so far; nil when they have been given back.
  private let rest: Mutex<Int?>

  init(_ charge: UsageMeter.Charge, of usage: UsageMeter) {
    self.usage = usage
    self.charge = charge
    rest = Mutex(charge.characters)
  }

  deinit { settle() }

  func note(sent characters: Int) {
    rest.withLock { $0 = $0.map { $0 - characters } }
  }

  /// Gives back what was not sent.
  func settle() {
    rest.withLock { rest in
      if let rest { usage.refund(charge, characters: rest) }
      rest = nil
    }
  }
}
