using System.Text.Json;
using Gateway.Core.Configuration;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Servers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServerMemoryTests : IDisposable
{
    private static readonly KnownServer All = new() { Initializes = true, Discovers = false, WasModern = true, Special = """{"experimental":{"a\"b":{}}}""", Instructions = "line\n\"quoted\" \u0001", Tools = """{"tools":[{"name":"a\ud800"}]}""", Policy = "p", Program = ProgramIdentity.Of(Server(), new Dictionary<string, string>()) };

    private static readonly KnownServer Nothing = KnownServer.Nothing with { Program = All.Program };

    private readonly string _folder = Directory.CreateTempSubdirectory("memory-").FullName;

    private ServerMemory Memory => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ServerConfiguration Server(string name = "s", params string[] arguments) => new()
    {
        Name = name,
        Command = "run",
        Arguments = arguments,
        Environment = new Dictionary<string, string> { ["TOKEN"] = "hunter2" },
        Remote = null,
    };

    private string File => Directory.GetFiles(_folder, "*.json").Single();

    [Test]
    public void What_was_learned_is_there_at_the_next_start()
    {
        Memory.Remember(Server(), All);
        Assert.That(Memory.Recall(Server()), Is.EqualTo(All));
    }

    [Test]
    public void One_that_sessions_share_is_remembered_apart()
    {
        Memory.Remember(Server(), All);
        Assert.That(Memory.Recall(Server() with { IsShared = true }), Is.EqualTo(Nothing));
    }

    [Test]
    public void Nothing_is_known_of_another_server_or_another_command()
    {
        Memory.Remember(Server(), All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Memory.Recall(Server("t")), Is.EqualTo(Nothing));
            Assert.That(Memory.Recall(Server("s", "--other")).Discovers, Is.Null);
            Assert.That(new ServerMemory(null).Recall(Server()), Is.EqualTo(KnownServer.Nothing));
        }
    }

    [Test]
    public void The_value_of_a_variable_makes_no_difference_and_is_not_in_the_file()
    {
        var known = All with { Program = ProgramIdentity.Of(Server("s", "--key=hunter2"), new Dictionary<string, string>()) };
        Memory.Remember(Server("s", "--key=hunter2"), known);
        Assert.That(Path.GetFileName(File) + System.IO.File.ReadAllText(File), Does.Not.Contain("hunter2"));
        Assert.That(Memory.Recall(Server("s", "--key=hunter2") with { Environment = new Dictionary<string, string> { ["TOKEN"] = "another" } }), Is.EqualTo(known));
    }

    [Test]
    public void A_file_that_was_cut_anywhere_is_no_memory()
    {
        Memory.Remember(Server(), All);
        var (path, whole) = (File, System.IO.File.ReadAllBytes(File));
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(path, whole[..length]);
            Assert.That(Memory.Recall(Server()), Is.EqualTo(Nothing), $"{length} bytes");
        }
    }

    [Test]
    public void A_file_of_which_any_byte_is_another_is_no_memory()
    {
        Memory.Remember(Server(), All);
        var (path, whole) = (File, System.IO.File.ReadAllBytes(File));
        for (var place = 0; place < whole.Length; place++)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 1;
            System.IO.File.WriteAllBytes(path, damaged);
            Assert.That(Memory.Recall(Server()), Is.EqualTo(Nothing), $"byte {place}");
        }
    }

    [Test]
    public void What_another_program_said_is_not_recalled()
    {
        var program = Path.Combine(_folder, "program");
        System.IO.File.WriteAllText(program, "one");
        var server = Server("s", program);
        var known = Memory.Recall(server) with { Discovers = true, Tools = All.Tools };
        Memory.Remember(server, known);
        Assert.That(Memory.Recall(server), Is.EqualTo(known));
        System.IO.File.WriteAllText(program, "another");
        Assert.That(Memory.Recall(server).Tools, Is.Null);
    }

    [Test]
    public void What_was_masked_under_another_policy_is_not_used_and_what_no_guardrail_saw_is_not_either()
    {
        foreach (var policy in (string[])["q", ""])
        {
            var under = All.Under(policy);
            Assert.That((under.Tools, under.Instructions, under.Special, under.Discovers), Is.EqualTo(((string?)null, (string?)null, (string?)null, All.Discovers)));
        }

        Assert.That(All.Under("p"), Is.EqualTo(All));
    }

    [TestCase("""{"special":"{\"a\":"}""")]
    [TestCase("""{"special":"{} , \"tools\":{}"}""")]
    [TestCase("""{"special":"5"}""")]
    [TestCase("""{"special":{}}""")]
    public void Capabilities_that_are_no_object_are_none(string json)
    {
        var special = JsonDocument.Parse(json).RootElement.GetProperty("special");
        Memory.Remember(Server(), All with { Special = special.ValueKind == JsonValueKind.String ? special.GetString() : null });
        Assert.That(Memory.Recall(Server()).Special, Is.Null);
    }

    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("\0\0\0")]
    [TestCase("""{"initialize":"yes","modern":1,"instructions":[]}""")]
    public void Anything_else_in_it_is_survived(string text)
    {
        Memory.Remember(Server(), All);
        System.IO.File.WriteAllText(File, text);
        Assert.That(Memory.Recall(Server()).WasModern, Is.False);
    }
}
