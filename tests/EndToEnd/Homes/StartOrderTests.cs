using EndToEnd.Running;

namespace EndToEnd.Homes;

public class StartOrderTests
{
    // One name is the beginning of another's, so that their tools' names could depend on who is up.
    private static readonly string[] Names = ["a", "a_b", "c"];

    private static string ListAfter(int[] order)
    {
        using var workspace = new Workspace();
        ScriptedChild[] children = [.. Names.Select(name => workspace.AddScripted(name).On("start", "await-file go").AnswerText("b_tool").AnswerText("tool"))];
        workspace.Set("listTimeout", 0.1);
        var gateway = workspace.OpenGuarded();
        foreach (var next in order)
        {
            children[next].Release("go");
            Deadline.Until($"{Names[next]} is ready", () => gateway.Metadata().GetProperty(Names[next]).GetProperty("state").GetString() == "ready");
        }

        return gateway.Request("tools/list").GetProperty("result").GetProperty("tools").GetRawText();
    }

    [Test]
    public void Names_and_bytes_are_the_same_for_every_order_of_starts()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        string[] lists = [.. orders.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(ListAfter)];
        Assert.That(lists[0], Does.Contain("\"c_tool\"").And.Contain("b_tool"));
        Assert.That(lists, Is.All.EqualTo(lists[0]));
    }
}
