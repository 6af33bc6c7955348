namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>A value that unknown code may change once it has it.</summary>
internal interface IMutableValue
{
    /// <summary>Whether unknown code has had it, or it was changed on one of several ways.</summary>
    bool IsComputed { get; set; }
}
