using System.Text.Json;
using EndToEnd.Running;

namespace EndToEnd.Conformance;

/// <summary>The client scenarios of the official suite, with the gateway as the client of a remote server.</summary>
/// <remarks>
/// Not applicable, since they are extensions that the gateway does not claim and a person at a browser does not use: client-credentials, enterprise-managed
/// authorization, DPoP, workload identity, and SEP-2640's skills.
/// </remarks>
public class ClientTests
{
    [TestCase("initialize")]
    [TestCase("tools_call")]
    [TestCase("elicitation-sep1034-client-defaults")]
    [TestCase("sse-retry")]
    [TestCase("request-metadata")]
    [TestCase("sep-2322-client-request-state")]
    [TestCase("http-standard-headers")]
    [TestCase("http-custom-headers")]
    [TestCase("http-invalid-tool-headers")]
    [TestCase("json-schema-ref-no-deref")]
    [TestCase("json-schema-2020-12-preservation")]
    public void A_scenario_finds_nothing(string scenario) => AssertClean(scenario);

    [TestCase("metadata-default")]
    [TestCase("metadata-var1")]
    [TestCase("metadata-var2")]
    [TestCase("metadata-var3")]
    [TestCase("scope-from-www-authenticate")]
    [TestCase("scope-from-scopes-supported")]
    [TestCase("scope-omitted-when-undefined")]
    [TestCase("scope-step-up")]
    [TestCase("scope-retry-limit")]
    [TestCase("token-endpoint-auth-basic")]
    [TestCase("token-endpoint-auth-post")]
    [TestCase("token-endpoint-auth-none")]
    [TestCase("pre-registration")]
    [TestCase("2025-03-26-oauth-metadata-backcompat")]
    [TestCase("2025-03-26-oauth-endpoint-fallback")]
    [TestCase("resource-mismatch")]
    [TestCase("offline-access-scope")]
    [TestCase("offline-access-not-supported")]
    [TestCase("authorization-server-migration")]
    [TestCase("iss-supported")]
    [TestCase("iss-not-advertised")]
    [TestCase("iss-supported-missing")]
    [TestCase("iss-wrong-issuer")]
    [TestCase("iss-unexpected")]
    [TestCase("iss-normalized")]
    [TestCase("metadata-issuer-mismatch")]
    public void Signing_in_finds_nothing(string scenario) => AssertClean($"auth/{scenario}");

    /// <summary>The gateway has no page of its own in the web that could be its client id: a recommendation, and the only one that it does not follow.</summary>
    [Test]
    public void Signing_in_without_a_metadata_document_works() => AssertClean("auth/basic-cimd", "cimd-client-id-used");

    private static void AssertClean(string scenario, params string[] recommendations)
    {
        using var workspace = new Workspace();
        var checks = Suite.Run(workspace, scenario);
        var findings = checks.Where(check => check.GetProperty("status").GetString() is not ("SUCCESS" or "INFO" or "SKIPPED") && !recommendations.Contains(check.GetProperty("id").GetString()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(checks.Select(check => check.GetProperty("status").GetString()), Has.Some.EqualTo("SUCCESS"));
            Assert.That(findings.Select(Told), Is.Empty, () => Suite.Said(workspace));
        }
    }

    private static string Told(JsonElement check) =>
        $"{check.GetProperty("status").GetString()} {check.GetProperty("id").GetString()}: {check.GetProperty("description").GetString()} {(check.TryGetProperty("errorMessage", out var message) ? message.GetString() : "")}";
}
