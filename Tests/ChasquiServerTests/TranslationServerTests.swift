import ChasquiServer
import HummingbirdTesting
import Testing

@Test func serverStarts() { _ = TranslationServer() }
