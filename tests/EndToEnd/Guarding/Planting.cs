using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Running;

namespace EndToEnd.Guarding;

/// <summary>A gateway that treats every finding alike, and what is asserted of all that comes out of it.</summary>
internal sealed class Planting : IDisposable
{
    public const string Kind = "huggingface_access_token";
    private static readonly string Secret = Secrets.HuggingFace;

    private readonly Workspace _workspace = new();
    private readonly string _action;
    private RawClient? _gateway;

    /// <param name="action">mask, block or report.</param>
    public Planting(string action)
    {
        _action = action;
        _workspace.Environment["LOGLEVEL"] = "TRACE";
        _workspace.Entry["plugins"] = new JsonObject { ["basic"] = new JsonObject { ["actions"] = new JsonObject { ["*"] = action } } };
        Child = _workspace.AddScripted();
    }

    public ScriptedChild Child { get; }

    public RawClient Gateway => _gateway!; // after Open

    /// <summary>The action as logs and counters name it.</summary>
    public string Done => _action switch { "mask" => "masked", "block" => "blocked", _ => "reported" };

    private string LogFile => _workspace.PathOf("gateway.log");

    public static string Plant(string json) =>
        json.Replace("SECRET", Secret, StringComparison.Ordinal).Replace("BASE64", Convert.ToBase64String(Encoding.UTF8.GetBytes("key " + Secret)), StringComparison.Ordinal);

    public RawClient Open(string capabilities = """{"sampling":{},"elicitation":{},"roots":{}}""")
    {
        _gateway = _workspace.Start("--enable-guardrails", "basic", "--log-file", LogFile);
        _gateway.Initialize(capabilities: capabilities);
        _gateway.ListNames();
        return _gateway;
    }

    /// <summary>A message that came through, or did not: whole JSON without doubled names, and no trace of the secret unless it is only reported.</summary>
    public void AssertTreated(string place, string line)
    {
        using var message = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false });
        if (_action == "report") Assert.That(line, Does.Contain(Secret).Or.Contain(Plant("BASE64")), place);
        else AssertClean(place, line);
        if (_action == "mask") Assert.That(line, Does.Contain(Secrets.HuggingFaceMask).Or.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes("key " + Secrets.HuggingFaceMask))), place);
    }

    public static void AssertClean(string place, string text) =>
        Assert.That(text, Does.Not.Contain(Secret).And.Not.Contain(Plant("BASE64")).And.Not.Contain(Secret[..20]), place);

    public void AssertLogged(string line) => Assert.That(File.ReadAllText(LogFile), Does.Contain(line));

    /// <summary>Ends the gateway and searches all that it has written for people.</summary>
    public void AssertNothingLeaked()
    {
        Gateway.CloseInput();
        Gateway.WaitForExit();
        AssertClean("stderr", Gateway.Error);
        Assert.That(File.ReadAllText(LogFile), Is.Not.Empty);
        AssertClean("the log file", File.ReadAllText(LogFile));
    }

    public void Dispose() => _workspace.Dispose();
}
