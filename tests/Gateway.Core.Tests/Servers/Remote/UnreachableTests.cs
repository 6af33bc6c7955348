using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Tests.Servers.Remote.Serving;

namespace Gateway.Core.Tests.Servers.Remote;

/// <summary>Servers that no connection is made with.</summary>
public class UnreachableTests
{
    private const string HeaderSecret = "header-secret-4711";

    private static RemotePeer Peer(McpHttpServer server, GatewaySettings? settings = null) => new(
        new RemoteConfiguration { Url = server.Url, Headers = [new("X-Key", HeaderSecret)] }, settings ?? new() { MaxMessageBytes = 100_000 });

    [Test]
    public async Task A_server_that_is_down_is_said_to_be()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var peer = new RemotePeer($"http://127.0.0.1:{port}/mcp?key=secret");
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", $"it could not be reached: 127.0.0.1:{port} refused the connection; is it running, and is 'url' right?")));
    }

    [Test]
    public async Task A_host_that_does_not_exist_is_said_to_be_unknown()
    {
        await using var peer = new RemotePeer("http://no-such-host.invalid/mcp");
        peer.Initialize();
        Assert.That((peer.Read(), peer.End), Is.EqualTo(("end", "it could not be reached: the host name no-such-host.invalid is not known; check 'url' in the configuration and the network")));
    }

    [Test]
    public async Task A_server_without_tls_behind_https_is_said_to_have_none()
    {
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        _ = plain.AcceptTcpClientAsync().ContinueWith(static async accepted => await (await accepted).GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n")), TaskScheduler.Default);
        await using var peer = new RemotePeer($"https://127.0.0.1:{((IPEndPoint)plain.LocalEndpoint).Port}/mcp");
        peer.Initialize();
        Assert.That(peer.Read(), Is.EqualTo("end"));
        Assert.That(peer.End, Does.StartWith("it could not be reached: no trusted TLS connection to 127.0.0.1").And.EndWith("; check its certificate, or SSL_CERT_FILE for one of your own"));
    }

    [Test]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=far", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(certificate);
                return await tls.ReadAsync(new byte[100]);
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                return 0;
            }
        });
        await using var peer = new RemotePeer($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mcp");
        peer.Initialize();
        Assert.That(peer.Read(), Is.EqualTo("end"));
        Assert.That(peer.End, Does.StartWith("it could not be reached: no trusted TLS connection to 127.0.0.1 (").And.Contain("certificate"));
        Assert.That(await received, Is.Zero);
    }
}
