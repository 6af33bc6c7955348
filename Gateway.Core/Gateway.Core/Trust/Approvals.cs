using Gateway.Core.Configuration;

namespace Gateway.Core.Trust;

/// <summary>Decides which servers of a configuration may start: those whose configuration is as it was trusted.</summary>
/// <param name="file">The pins.</param>
/// <param name="tell">Takes a sentence for the user.</param>
internal sealed class Approvals(TrustFile file, Action<string> tell)
{
    /// <summary>The configuration, with <see cref="ServerConfiguration.NeedsApproval"/> where something waits. Pins what is used for the first time.</summary>
    public GatewayConfiguration Apply(GatewayConfiguration configuration)
    {
        FileReview? review = null;
        try
        {
            review = file.Look(configuration);
            // The usual case has no news: all is as it was, and nobody is waited for.
            if (review.HasNews)
            {
                file.Update((pins, key) =>
                {
                    review = FileReview.Of(configuration, pins, key);
                    review.PinInto(pins, key);
                    return review.HasNews;
                });
                Tell(review);
            }

            return Mark(configuration, review);
        }
        catch (ConfigurationException exception)
        {
            tell(TrustText.Problem(exception.Message));
            return Fail(configuration, review, exception.Message);
        }
    }

    private void Tell(FileReview review)
    {
        foreach (var server in review.Servers.Where(server => server.Waits is null && (server.IsNew || server.Changes.Count > 0))) tell(TrustText.Pinned(server));
        if (review.IsFirstUse && review.Servers.Count > 0 && FileRisk.Of(review.File) is { IsOpenToOthers: true }) tell(TrustText.OpenAtFirstUse(review.File));
    }

    // What can be compared still counts. Of the rest, what others may have changed is not started.
    private static GatewayConfiguration Fail(GatewayConfiguration configuration, FileReview? review, string problem)
    {
        var known = review?.Servers.ToDictionary(server => server.Server.Name, StringComparer.Ordinal) ?? [];
        return With(configuration, server =>
        {
            if (known.TryGetValue(server.Name, out var found) && found.Waits is not null) return TrustText.Waits(found, configuration.Path);
            foreach (var source in found?.ToPin ?? server.Sources)
            {
                if (FileRisk.Of(source.Path) is { } risk) return TrustText.Unpinned(problem, source.Path, risk);
            }

            return null;
        });
    }

    private static GatewayConfiguration Mark(GatewayConfiguration configuration, FileReview review)
    {
        var waiting = review.Servers.Where(server => server.Waits is not null).ToDictionary(server => server.Server.Name, StringComparer.Ordinal);
        return waiting.Count == 0
            ? configuration
            : With(configuration, server => waiting.TryGetValue(server.Name, out var found) ? TrustText.Waits(found, configuration.Path) : null);
    }

    private static GatewayConfiguration With(GatewayConfiguration configuration, Func<ServerConfiguration, string?> reasonOf) => configuration with
    {
        Servers = [.. configuration.Servers.Select(server => reasonOf(server) is { } reason ? server with { NeedsApproval = reason } : server)],
    };
}
