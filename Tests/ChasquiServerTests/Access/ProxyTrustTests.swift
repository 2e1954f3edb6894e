import HTTPTypes
import Testing

@testable import ChasquiServer

@Suite struct ProxyTrustTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.200.3.4", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true),
    ("10.1.2.3", "::ffff:10.1.2.3", true), ("10.1.2.3/24", "10.1.2.200", true),
    ("0.0.0.0/0", "203.0.113.9", true),
    ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true), ("fd00::/8", "fd12:3456::1", true),
    ("fd00::/8", "fe80::1%eth0", false), ("fe80::/10", "fe80::1%eth0", true),
    ("::1", "0:0:0:0:0:0:0:1", true),
    ("10.0.0.0/8", "unknown", false), ("10.0.0.0/8", "", false),
  ])
  func ranges(range: String, address: String, isIn: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(address) == isIn)
  }

  @Test(arguments: [
    "", "/", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0/8", "proxy", "10.0.0.0/-1", "10.0.0.0/+8",
  ])
  func noRanges(text: String) {
    #expect(AddressRange(text) == nil)
  }

  private func client(_ field: ProxyField, peer: String = "10.0.0.1", _ values: [(String, String)]) throws
    -> String
  {
    let trust = ProxyTrust(proxies: ["10.0.0.0/8", "::1"].compactMap(AddressRange.init), field: field)
    var fields = HTTPFields()
    for (name, value) in values { fields.append(HTTPField(name: try #require(.init(name)), value: value)) }
    return trust.client(peer, fields)
  }

  @Test(arguments: [
    (["203.0.113.9"], "203.0.113.9"),
    // What the client itself wrote stands first.
    (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
    (["198.51.100.1", "203.0.113.9, 10.0.0.7"], "203.0.113.9"),
    ([" 203.0.113.9:4711 "], "203.0.113.9"), (["[2001:db8::1]:80"], "2001:db8::1"),
    (["2001:db8::1"], "2001:db8::1"),
    (["10.0.0.9,10.0.0.7"], "10.0.0.9"), (["203.0.113.9, unknown"], "10.0.0.1"), ([""], "10.0.0.1"),
    (["203.0.113.9, "], "10.0.0.1"), ([], "10.0.0.1"),
  ])
  func theLastThatNoTrustedProxyHas(values: [String], address: String) throws {
    #expect(try client(.xForwardedFor, values.map { ("X-Forwarded-For", $0) }) == address)
  }

  @Test(arguments: [
    (["for=203.0.113.9;proto=https, for=10.0.0.3"], "203.0.113.9"),
    (["proto=http; For=\"[2001:db8::1]:4711\""], "2001:db8::1"), (["for=\"203.0.113.9:80\""], "203.0.113.9"),
    (["for=203.0.113.9, for=_hidden"], "10.0.0.1"), (["by=10.0.0.1"], "10.0.0.1"),
  ])
  func forwarded(values: [String], address: String) throws {
    #expect(try client(.forwarded, values.map { ("Forwarded", $0) }) == address)
  }

  @Test func theOperatorIsToldOnceOfAProxyWithoutAName() throws {
    let trust = ProxyTrust(proxies: [try #require(AddressRange("10.0.0.0/8"))])
    let forwarded: HTTPFields = [try #require(.init("X-Forwarded-For")): "203.0.113.9"]
    let notice = ProxyNotice(trust, isDue: true)
    #expect(!notice.isNews("192.0.2.1", [:]))
    #expect(!notice.isNews("10.0.0.1", forwarded))
    #expect(notice.isNews("192.0.2.1", forwarded))
    #expect(!notice.isNews("192.0.2.2", forwarded))
    #expect(!ProxyNotice(trust, isDue: false).isNews("192.0.2.1", forwarded), "nothing is bounded")
    let standard: HTTPFields = [try #require(.init("Forwarded")): "for=203.0.113.9"]
    #expect(ProxyNotice(trust, isDue: true).isNews("192.0.2.1", standard))
  }

  @Test func othersAreNotBelieved() throws {
    let value = ("X-Forwarded-For", "203.0.113.9")
    #expect(try client(.xForwardedFor, peer: "192.0.2.1", [value]) == "192.0.2.1")
    #expect(try client(.forwarded, [value]) == "10.0.0.1")
    #expect(ProxyTrust().client("127.0.0.1", [.init("X-Forwarded-For")!: "203.0.113.9"]) == "127.0.0.1")
  }
}
