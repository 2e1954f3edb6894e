import Compute
import Testing

@Suite struct ParallelTests {
  @Test(arguments: [1, 2, 7]) func mapKeepsOrder(threads: Int) {
    #expect(Parallel.map(1000, threads: threads) { $0 * $0 } == (0..<1000).map { $0 * $0 })
  }

  @Test func chunksCoverEverything() {
    #expect(Parallel.chunks(10, size: 4) == [0..<4, 4..<8, 8..<10])
    #expect(Parallel.chunks(0, size: 4).isEmpty)
  }

  @Test func randomNumbersAreThoseOfPCG() {
    // The first outputs of the reference demo, pcg32 with seed 42 and stream 54.
    var source = RandomSource(seed: 42, stream: 54)
    let expected: [UInt32] = [0xa15c_02b7, 0x7b47_f409, 0xba1d_3330, 0x83d2_f293, 0xbfa4_784b, 0xcbed_606e]
    #expect((0..<6).map { _ in source.next32() } == expected)
  }

  @Test func flatArraysGrowAndShrink() {
    var array = FlatArray<Int>(capacity: 1)
    for value in 0..<1000 { array.append(value) }
    #expect(array.count == 1000 && array[999] == 999)
    #expect(array.removeLast() == 999)
    array.fill(7, count: 2000)
    #expect(array.buffer.allSatisfy { $0 == 7 })
  }
}
