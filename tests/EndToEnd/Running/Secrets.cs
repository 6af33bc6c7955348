namespace EndToEnd.Running;

/// <summary>Invented tokens, put together here so that no scanner finds one in the sources.</summary>
internal static class Secrets
{
    public const string HuggingFaceMask = "<HUGGINGFACE_TOKEN>";
    public const string GitHubMask = "<GITHUB_PERSONAL_ACCESS_TOKEN>";
    public const string AwsMask = "<AWS_ACCESS_KEY>";

    public static string HuggingFace { get; } = "hf" + "_" + "InventedForTheTestsOfThisGatewayAb";

    public static string GitHub { get; } = "ghp" + "_" + "InventedForTheTestsOfThisGateway0000";

    public static string Aws { get; } = "AKI" + "A" + "INVENTEDFORTESTS";
}
