import ChasquiTestSupport
import Dispatch
import Testing

@testable import ChasquiServer

@Suite struct WorkerPoolTests {
  private let pool = WorkerPool(name: "test", threads: 1)
  private let order = Record<String>()

  /// Asks for pieces of work, one after another, while the only thread of the pool is held; gives the order in
  /// which they are done.
  private func sequence(of pieces: [(name: String, turn: Turn, cost: Double)]) async throws -> [String] {
    let (held, gate) = (Record<Bool>(), DispatchSemaphore(value: 0))
    let pool = pool
    let holding = Task {
      try await pool.run(cost: 0) {
        held.add(true)
        gate.wait()
      }
    }
    #expect(try await eventually { held.all.count == 1 })
    var tasks: [Task<Void, any Error>] = []
    for (index, piece) in pieces.enumerated() {
      tasks.append(
        Task { [order] in
          try await pool.run(turn: piece.turn, cost: piece.cost) { order.add(piece.name) }
        })
      #expect(try await eventually { pool.waiting == index + 1 })
    }
    gate.signal()
    try await holding.value
    for task in tasks { try await task.value }
    return order.all
  }

  @Test func whoAsksForMuchWaitsBehindThoseWhoAskForLittle() async throws {
    let (document, sentence, other) = (Turn(), Turn(), Turn())
    let pieces = (1...4).map { ("document \($0)", document, 1.0) }
    #expect(
      try await sequence(of: pieces + [("sentence", sentence, 1), ("long sentence", other, 2.5)])
        == ["document 1", "sentence", "document 2", "long sentence", "document 3", "document 4"])
  }

  @Test func halfTheWeightTakesTwiceAsLong() async throws {
    let (light, heavy) = (Turn(weight: 0.5), Turn())
    let pieces = (1...2).map { ("light \($0)", light, 1.0) } + (1...4).map { ("heavy \($0)", heavy, 1.0) }
    #expect(
      try await sequence(of: pieces) == ["heavy 1", "light 1", "heavy 2", "heavy 3", "light 2", "heavy 4"])
  }

  /// A second sentence is not kept waiting by those who come later, each with a turn of its own, although the
  /// pool is never without one of them.
  @Test func nobodyWaitsForever() async throws {
    let (pool, order) = (pool, order)
    let gate = DispatchSemaphore(value: 0)
    var tasks: [Task<Void, any Error>] = []
    func ask(_ name: String, _ turn: Turn, cost: Double, waiting: Int) async throws {
      tasks.append(
        Task {
          try await pool.run(turn: turn, cost: cost) {
            order.add(name)
            gate.wait()
          }
        })
      #expect(try await eventually { pool.waiting == waiting })
    }
    let turn = Turn()
    try await ask("first", turn, cost: 3, waiting: 0)
    #expect(try await eventually { order.all.count == 1 })
    try await ask("second", turn, cost: 3, waiting: 1)
    for round in 1...5 {
      try await ask("newcomer \(round)", Turn(), cost: 1, waiting: 2)
      gate.signal()
      #expect(try await eventually { order.all.count == round + 1 })
    }
    gate.signal()
    gate.signal()
    for task in tasks { try await task.value }
    #expect(
      order.all == ["first", "newcomer 1", "newcomer 2", "second"] + (3...5).map { "newcomer \($0)" })
  }

  @Test func workThatNobodyWaitsForIsNotBegun() async throws {
    let (pool, order) = (pool, order)
    let gone = WorkLimits()
    gone.cancellation.cancel()
    await #expect(throws: ServiceError.cancelled) { try await pool.run(limits: gone) { order.add("gone") } }
    let late = WorkLimits(deadline: .now - .seconds(1))
    await #expect(throws: ServiceError.deadlineExceeded) {
      try await pool.run(limits: late) { order.add("late") }
    }
    #expect(order.all.isEmpty)
  }
}
