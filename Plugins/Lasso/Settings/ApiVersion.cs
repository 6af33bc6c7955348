namespace Gateway.Plugins.Lasso.Settings;

/// <summary>The versions of Lasso's API.</summary>
public enum ApiVersion
{
    /// <summary>Whatever is found blocks.</summary>
    V2,

    /// <summary>Each finding says whether to block, mask or warn.</summary>
    V3,
}
