using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Host.Commands;
using Gateway.Http.Endpoint;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Http;

/// <summary>Kestrel, with the gateway's limits and nothing from the environment: no variable and no file may open another address.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;

    private HttpServer(WebApplication application, string address) => (_application, Address) = (application, address);

    /// <summary>What clients connect to, without the path.</summary>
    public string Address { get; }

    /// <exception cref="UsageException">The address cannot be had.</exception>
    public static async Task<HttpServer> StartAsync(HttpOptions options, GatewaySettings settings, Front front)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, options, settings));
        if (options.Origins.Count > 0)
        {
            builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. options.Origins]).AllowAnyHeader().WithMethods("POST", "GET", "DELETE").WithExposedHeaders(McpHeaders.Session, "WWW-Authenticate")));
        }

        var application = builder.Build();
        application.Use(front.CheckSiteAsync);
        if (options.Origins.Count > 0) application.UseCors();
        application.Run(front.HandleAsync);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new UsageException($"cannot listen on {options.Address?.ToString() ?? "localhost"}, port {options.Port} ({Printable.Line(exception.Message, 200)}); give another address of this machine, or another port, with --http");
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses; // Kestrel has it
        return new(application, addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopLimit);
        await _application.StopAsync(limit.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, HttpOptions options, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = settings.MaxMessageBytes;
        limits.MaxRequestHeadersTotalSize = settings.MaxHeaderBytes;
        limits.MaxRequestLineSize = Math.Min(limits.MaxRequestLineSize, settings.MaxHeaderBytes);
        limits.RequestHeadersTimeout = settings.HeaderTimeout;
        limits.KeepAliveTimeout = settings.ConnectionTimeout;
        limits.MaxConcurrentConnections = settings.MaxConnections;
        // A stream may rest for hours; who does not read one is cut off at the bound of its bytes.
        limits.MinResponseDataRate = null;
        if (options.Address is { } address) kestrel.Listen(address, options.Port, listen => Secure(listen, options));
        else kestrel.ListenLocalhost(options.Port, listen => Secure(listen, options));
    }

    private static void Secure(ListenOptions listen, HttpOptions options)
    {
        if (options.Certificate is not { } certificate) return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ServerCertificateChain = options.CertificateChain;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        });
    }
}
