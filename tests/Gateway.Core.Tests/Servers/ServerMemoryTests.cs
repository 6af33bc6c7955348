using Gateway.Core.Configuration;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Servers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServerMemoryTests : IDisposable
{
    private static readonly KnownServer All = new() { Initializes = true, Discovers = false, WasModern = true, Special = """{"experimental":{"a\"b":{}}}""", Instructions = "line\n\"quoted\" \u0001" };

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

    private string File => Directory.GetFiles(_folder).Single();

    [Test]
    public void What_was_learned_is_there_at_the_next_start()
    {
        Memory.Remember(Server(), All);
        Assert.That(Memory.Recall(Server()), Is.EqualTo(All));
    }

    [Test]
    public void Nothing_is_known_of_another_server_or_another_command()
    {
        Memory.Remember(Server(), All);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Memory.Recall(Server("t")), Is.EqualTo(KnownServer.Nothing));
            Assert.That(Memory.Recall(Server("s", "--other")), Is.EqualTo(KnownServer.Nothing));
            Assert.That(new ServerMemory(null).Recall(Server()), Is.EqualTo(KnownServer.Nothing));
        }
    }

    [Test]
    public void The_value_of_a_variable_makes_no_difference_and_is_not_in_the_file()
    {
        Memory.Remember(Server("s", "--key=hunter2"), All);
        Assert.That(Path.GetFileName(File) + System.IO.File.ReadAllText(File), Does.Not.Contain("hunter2"));
        Assert.That(Memory.Recall(Server("s", "--key=hunter2") with { Environment = new Dictionary<string, string> { ["TOKEN"] = "another" } }), Is.EqualTo(All));
    }

    [Test]
    public void A_file_that_was_cut_anywhere_is_no_memory()
    {
        Memory.Remember(Server(), All);
        var (path, whole) = (File, System.IO.File.ReadAllBytes(File));
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(path, whole[..length]);
            Assert.That(Memory.Recall(Server()), Is.EqualTo(KnownServer.Nothing), $"{length} bytes");
        }
    }

    [TestCase("""{"special":"{\"a\":"}""")]
    [TestCase("""{"special":"{} , \"tools\":{}"}""")]
    [TestCase("""{"special":"5"}""")]
    [TestCase("""{"special":{}}""")]
    public void Capabilities_that_are_no_object_are_none(string json)
    {
        Memory.Remember(Server(), All);
        System.IO.File.WriteAllText(File, json);
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
