namespace Benchmarks.Targets;

/// <summary>The targets as the tables call them.</summary>
internal static class TargetNames
{
    public const string Direct = "direct";
    public const string Relay = "relay";
    public const string Gateway = "gateway";
    public const string Basic = "gateway, basic";
    public const string AllRules = "gateway, basic and presidio";
}
