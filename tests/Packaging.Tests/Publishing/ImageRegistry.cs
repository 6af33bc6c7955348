using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Packaging.Tests.Publishing;

/// <summary>An image registry on this machine that serves one nearly empty base image, in the words of the OCI distribution specification.</summary>
internal sealed class ImageRegistry : IDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (string Type, byte[] Content)> _content = [];

    public ImageRegistry()
    {
        var tar = Tar();
        var layer = Zipped(tar);
        var config = Bytes(new { architecture = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "amd64", os = "linux", config = new { Env = (string[])["PATH=/usr/bin"] }, rootfs = new { type = "layers", diff_ids = (string[])[Digest(tar)] } });
        var manifest = Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = config.Length, digest = Digest(config) },
            layers = (object[])[new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = Digest(layer) }],
        });
        _content["/v2/"] = ("application/json", "{}"u8.ToArray());
        _content["/v2/base/manifests/1"] = _content[$"/v2/base/manifests/{Digest(manifest)}"] = (ManifestType, manifest);
        _content[$"/v2/base/blobs/{Digest(config)}"] = ("application/octet-stream", config);
        _content[$"/v2/base/blobs/{Digest(layer)}"] = ("application/octet-stream", layer);

        var port = FreePort();
        BaseImage = $"localhost:{port}/base:1";
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>What a project names as its base image.</summary>
    public string BaseImage { get; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static byte[] Tar()
    {
        using var output = new MemoryStream();
        using (var writer = new TarWriter(output, leaveOpen: true)) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/base") { DataStream = new MemoryStream(Encoding.ASCII.GetBytes("base\n")) });
        return output.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var output = new MemoryStream();
        using (var zip = new GZipStream(output, CompressionMode.Compress, leaveOpen: true)) zip.Write(content);
        return output.ToArray();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            using var response = context.Response;
            if (!_content.TryGetValue(context.Request.Url!.AbsolutePath, out var found))
            {
                response.StatusCode = 404;
                continue;
            }

            (response.ContentType, response.ContentLength64) = (found.Type, found.Content.Length);
            response.Headers["Docker-Content-Digest"] = Digest(found.Content);
            if (context.Request.HttpMethod == "GET") await response.OutputStream.WriteAsync(found.Content);
        }
    }
}
