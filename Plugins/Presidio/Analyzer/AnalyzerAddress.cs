namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>Where the analyzer is, after it was checked that texts may go there.</summary>
internal static class AnalyzerAddress
{
    /// <exception cref="PluginOptionsException">It is no address, or texts would cross a network in clear.</exception>
    public static Uri From(PresidioOptions options)
    {
        if (!Uri.TryCreate(options.AnalyzerUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new PluginOptionsException("analyzer_url: is no address; write for example http://127.0.0.1:5002");
        }

        if (address.UserInfo.Length > 0) throw new PluginOptionsException("analyzer_url: has a user or a password in it; Presidio's analyzer takes none");
        if (address is { Scheme: "http", IsLoopback: false } && !options.AnalyzerAllowHttp)
        {
            throw new PluginOptionsException("analyzer_url: personal data would cross the network in clear; use https, or say \"analyzer_allow_http\": true if that network is yours");
        }

        return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }
}
