namespace Gateway.Detection;

/// <summary>Takes what a <see cref="Detector"/> finds. Make it a struct: then finding costs no allocation.</summary>
public interface IDetectionSink
{
    /// <summary>Takes one finding. Those of one rule come in the order of the text and don't overlap; those of different rules come in any order.</summary>
    void Add(in DetectedSpan span);
}
