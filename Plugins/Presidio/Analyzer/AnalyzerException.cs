namespace Gateway.Plugins.Presidio.Analyzer;

/// <summary>The analyzer did not answer as it should. The message holds nothing of a text.</summary>
internal sealed class AnalyzerException : Exception
{
    public AnalyzerException(string message)
        : base(message)
    {
    }

    public AnalyzerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public AnalyzerException()
    {
    }
}
