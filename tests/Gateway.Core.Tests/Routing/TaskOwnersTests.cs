using Gateway.Core.Configuration;
using Gateway.Core.Protocol;
using Gateway.Core.Routing;
using Gateway.Core.Servers;

namespace Gateway.Core.Tests.Routing;

public class TaskOwnersTests
{
    private readonly TaskOwners _owners = new();
    private readonly ChildServer _one = Server("one"), _two = Server("two");

    private static ChildServer Server(string name) => new(new() { Name = name }, new());

    [Test]
    public void A_task_belongs_to_who_told_of_it_first()
    {
        _owners.Add("taken", _one);
        _owners.Add("taken", _two);
        Assert.That(_owners.Find("taken"), Is.SameAs(_one));
        Assert.That(_owners.Find("other"), Is.Null);
    }

    [Test]
    public void A_server_with_many_tasks_loses_its_own_oldest_and_no_other_servers()
    {
        _owners.Add("of one", _one);
        for (var i = 0; i < 20_000; i++) _owners.Add($"of two {i}", _two);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_owners.Find("of one"), Is.SameAs(_one));
            Assert.That(_owners.Find("of two 19999"), Is.SameAs(_two));
            Assert.That(_owners.Find("of two 0"), Is.Null);
        }
    }

    [TestCase("""{"taskId":"t"}""", "t")]
    [TestCase("""{"task":{"taskId":"t"},"taskId":"other"}""", "t")]
    [TestCase("""{"task":{}}""", null)]
    [TestCase("""{"taskId":5}""", null)]
    [TestCase("5", null)]
    public void The_answer_that_starts_a_task_names_it(string result, string? id)
    {
        var owners = new TaskOwners();
        var info = new MessageInfo { Direction = Direction.ToServer, Method = "", Server = "one" };
        owners.Note(new() { OriginalId = [], Key = RequestId.None, Method = "tools/call", Request = info, Answer = info, Server = _one }, Eras.TestFrame.Of($$$$"""{"jsonrpc":"2.0","id":1,"result":{{{{result}}}}}"""));
        Assert.That(owners.Find("t"), Is.EqualTo(id is null ? null : _one));
    }
}
