using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EndToEnd.Running;

namespace EndToEnd.Http;

public class ServeOptionsTests
{
    private static readonly string Token = new('t', 40);

    [TestCase("no http:// or https:// address", "--http", "nonsense")]
    [TestCase("no http:// or https:// address", "--http", "ftp://127.0.0.1")]
    [TestCase("no http:// or https:// address", "--http", "127.0.0.1:7878")]
    [TestCase("no http:// or https:// address", "--http", "http://127.0.0.1:99999")]
    [TestCase("no http:// or https:// address", "--http", "")]
    [TestCase("the path is always /mcp", "--http", "http://127.0.0.1:0/other")]
    [TestCase("the path is always /mcp", "--http", "http://127.0.0.1:0/?a=b")]
    [TestCase("the path is always /mcp", "--http", "http://user:secret-word@127.0.0.1:0")]
    [TestCase("cannot listen on the name", "--http", "http://gateway.example:0")]
    [TestCase("can be reached by others", "--http", "http://0.0.0.0:0")]
    [TestCase("can be reached by others", "--http", "http://[::]:0")]
    [TestCase("can be reached by others", "--http", "http://192.0.2.1:0")]
    [TestCase("cannot listen on 192.0.2.1", "--http", "http://192.0.2.1:0", "--behind-proxy")]
    [TestCase("--no-auth is for this machine only", "--http", "http://0.0.0.0:0", "--no-auth")]
    [TestCase("--no-auth is for this machine only", "--http", "http://0.0.0.0:0", "--no-auth", "--behind-proxy")]
    [TestCase("contradict each other", "--http", "http://127.0.0.1:0", "--no-auth", "--token-file", "tokens")]
    [TestCase("needs a certificate", "--http", "https://127.0.0.1:0")]
    [TestCase("cannot be used with its key", "--http", "https://127.0.0.1:0", "--tls-certificate", "none.pem")]
    [TestCase("cannot be used with its key", "--http", "https://127.0.0.1:0", "--tls-certificate", "mcp.json", "--tls-key", "mcp.json")]
    [TestCase("are for https://", "--http", "http://127.0.0.1:0", "--tls-certificate", "none.pem")]
    [TestCase("are for https://", "--http", "http://127.0.0.1:0", "--tls-key", "none.pem")]
    [TestCase("is no name of a host", "--http", "http://127.0.0.1:0", "--allow-host", "http://a.example")]
    [TestCase("is no name of a host", "--http", "http://127.0.0.1:0", "--allow-host", "a.example:80")]
    [TestCase("is no name of a host", "--http", "http://127.0.0.1:0", "--allow-host", "*")]
    [TestCase("is no origin", "--http", "http://127.0.0.1:0", "--allow-origin", "*")]
    [TestCase("is no origin", "--http", "http://127.0.0.1:0", "--allow-origin", "null")]
    [TestCase("is no origin", "--http", "http://127.0.0.1:0", "--allow-origin", "https://a.example/")]
    [TestCase("is no origin", "--http", "http://127.0.0.1:0", "--allow-origin", "a.example")]
    [TestCase("--stdio is for HTTP clients", "--stdio")]
    [TestCase("--no-auth is for HTTP clients", "--no-auth")]
    [TestCase("--token-file is for HTTP clients", "--token-file", "tokens")]
    [TestCase("--behind-proxy is for HTTP clients", "--behind-proxy")]
    [TestCase("--allow-host is for HTTP clients", "--allow-host", "a")]
    [TestCase("--allow-origin is for HTTP clients", "--allow-origin", "a")]
    [TestCase("--tls-certificate is for HTTP clients", "--tls-certificate", "a")]
    public void A_start_that_is_not_safe_or_makes_no_sense_is_refused(string sentence, params string[] options) => AssertRefused(new(), sentence, options);

    [Test]
    public void A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        AssertRefused(new(), "cannot listen on 127.0.0.1, port", "--http", $"http://{taken.LocalEndpoint}");
    }

    [TestCase("none", null, "tokens")]
    [TestCase("open", "can be read or changed by other users", "tokens")]
    [TestCase("empty", "holds no token", "tokens")]
    [TestCase("short", "shorter than 32 characters", "tokens")]
    [TestCase("twice", "twice; give each person one token", "tokens")]
    [TestCase("words", "more than two words", "tokens")]
    public void A_token_file_that_lets_in_the_wrong_ones_is_refused(string what, string? sentence, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("files have other rights there");
            return;
        }

        var workspace = new Workspace();
        var path = workspace.PathOf(name);
        if (what != "none") File.WriteAllText(path, what switch { "empty" => "# nobody\n", "short" => "alice short\n", "twice" => $"alice {Token}\nalice {Token}x\n", "words" => $"alice {Token} more\n", _ => Token });
        if (what is not ("none" or "open")) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (what == "open") File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        AssertRefused(workspace, sentence ?? name, "--http", "http://127.0.0.1:0", "--token-file", path);
    }

    [Test]
    public void Https_serves_with_the_certificate_it_was_given()
    {
        using var workspace = new HttpWorkspace();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=gateway.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var files = (Certificate: workspace.WritePrivate("certificate.pem", certificate.ExportCertificatePem()), Key: workspace.WritePrivate("key.pem", key.ExportPkcs8PrivateKeyPem()));
        using var gateway = workspace.Inner.Own(new SecureGateway(workspace.Inner, files.Certificate, files.Key));

        var peer = new HttpPeer(gateway.Url, gateway.Token);
        using var wire = new HttpWire(gateway.Url, server: certificate);
        wire.Write(peer.Modern("1", "server/discover").Bytes);
        Assert.That(wire.ReadReply().Status, Is.EqualTo(200));
        using var plain = new HttpWire(new($"http://{gateway.Url.Authority}"));
        plain.Write(peer.Modern("1", "server/discover").Bytes);
        Assert.That(plain.IsClosed(), Is.True, "no token goes in the open");
    }

    private static void AssertRefused(Workspace workspace, string sentence, params string[] options)
    {
        using (workspace)
        {
            var result = workspace.Run(["serve", .. options]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.ExitCode, Is.EqualTo(2), result.Error);
                var said = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("mcp-gateway: ", StringComparison.Ordinal)).ToArray();
                Assert.That(said, Has.One.Items.And.All.Contain(sentence), result.Error);
                Assert.That(result.Error, Does.Not.Contain("   at ").And.Not.Contain("secret-word").And.Not.Contain(Token));
                Assert.That(result.Output, Is.Empty);
            }
        }
    }
}
