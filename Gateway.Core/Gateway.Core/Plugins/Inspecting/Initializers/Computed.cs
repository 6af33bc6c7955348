namespace Gateway.Core.Plugins.Inspecting.Initializers;

/// <summary>A value that only running code could tell.</summary>
internal sealed class Computed
{
    public static readonly Computed Value = new();

    private Computed()
    {
    }
}
