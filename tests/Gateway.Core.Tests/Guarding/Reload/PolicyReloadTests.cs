using System.Text;
using Gateway.Core.Configuration;
using Gateway.Core.Guarding;
using Gateway.Core.Plugins;
using Gateway.Core.Protocol;

namespace Gateway.Core.Tests.Guarding.Reload;

internal sealed class PolicyReloadTests
{
    private static readonly ActionRule Block = new() { Kind = "secret", Action = FindingAction.Block };

    [Test]
    public void A_message_that_begins_after_the_return_passes_under_the_new_options()
    {
        using var instances = Texts();

        var hasChanged = instances.Apply(Instances.Version(2));

        Assert.That((hasChanged, Pass(instances)), Is.EqualTo((true, "<T2>")));
        instances.AwaitUnloaded("words 1");
    }

    [Test]
    public void Another_action_keeps_the_instance_and_what_was_counted()
    {
        var failing = new TextProbe((in leaf, _) => throw new InvalidOperationException());
        using var instances = new Instances((_, _) => failing, null, Instances.Text);
        Pass(instances);

        instances.Apply(Instances.Version(1, Block));
        Pass(instances);

        Assert.That((instances.Made, instances.Unloaded.Length, instances.Pipeline.Slots[0].Health.Failures), Is.EqualTo((1, 0, 2)));
    }

    [Test]
    public void A_new_instance_goes_on_counting_and_is_not_blamed_for_the_old_one()
    {
        using var instances = new Instances((_, version) => version == 1 ? new TextProbe((in _, _) => throw new InvalidOperationException()) : new VersionedText(version, Slot.Word), null, Instances.Text);
        Pass(instances);

        instances.Apply(Instances.Version(2));

        var health = instances.Pipeline.Slots[0].Health;
        Assert.That((health.Failures, health.IsFailing, Pass(instances)), Is.EqualTo((1, false, "<T2>")));
    }

    [Test]
    public void The_same_policy_once_more_changes_nothing()
    {
        using var instances = Texts();
        var before = instances.Pipeline.Policy;

        Assert.That((instances.Apply(Instances.Version(1)), instances.Pipeline.Policy == before, instances.Made), Is.EqualTo((false, true, 1)));
    }

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return new TestCaseData(Instances.Version(1, new ActionRule { Kind = "no_such_kind", Action = FindingAction.Block }), "names the kind 'no_such_kind'").SetArgDisplayNames("an unknown kind");
        yield return new TestCaseData(Instances.Version(666), "the options are wrong").SetArgDisplayNames("an option");
        yield return new TestCaseData(Instances.Version(667), "its Kinds threw FormatException").SetArgDisplayNames("kinds that throw");
        yield return new TestCaseData(Instances.Version(668), "declares the kind 'SECRET' twice").SetArgDisplayNames("a doubled kind");
    }

    [TestCaseSource(nameof(Bad))]
    public void What_cannot_be_used_changes_nothing_and_is_told_in_a_sentence(object next, string sentence)
    {
        using var instances = new Instances(MakeBad, null, Instances.Text);
        var before = instances.Pipeline.Policy;

        Assert.That(() => instances.Apply((GatewayConfiguration)next), Throws.InstanceOf<Exception>().And.Message.Contains(sentence).And.InstanceOf(sentence.Contains("names") ? typeof(ConfigurationException) : typeof(PluginException)));
        Assert.That((instances.Pipeline.Policy == before, Pass(instances)), Is.EqualTo((true, "<T1>")));
        instances.AwaitUnloaded([.. Enumerable.Range(2, instances.Made - 1).Select(_ => $"words {((GatewayConfiguration)next).Plugins[Instances.Text].Options.GetProperty("version")}")]);
        Assert.That(instances.Apply(Instances.Version(2)), Is.True, "the next good one is applied");
    }

    [Test]
    public void A_list_of_allowed_values_that_cannot_be_read_changes_nothing()
    {
        using var instances = Texts();
        instances.Allowed = new ConfigurationException("damaged");

        Assert.That(() => instances.Apply(Instances.Version(2)), Throws.TypeOf<ConfigurationException>());
        Assert.That(Pass(instances), Is.EqualTo("<T1>"));
        instances.AwaitUnloaded("words 2");
    }

    [Test]
    public void An_instance_is_disposed_once_and_only_when_its_last_message_is_through()
    {
        var held = new TaskCompletionSource();
        using var entered = new SemaphoreSlim(0);
        using var instances = new Instances(
            (_, version) => new VersionedWhole(version, Slot.Word, version > 1 ? null : () =>
            {
                entered.Release();
                return held.Task;
            }),
            null, Instances.Whole);
        var old = new TaskCompletionSource<string>();
        Send(instances, passage => old.SetResult(TextOf(passage)));
        Assert.That(entered.Wait(Patience.Limit), Is.True);

        for (var version = 2; version <= 4; version++) instances.Apply(Instances.Version(version));
        Assert.That((Pass(instances), instances.Unloaded, old.Task.IsCompleted), Is.EqualTo(("<W4>", Array.Empty<string>(), false)));
        held.SetResult();

        Assert.That((old.Task.Wait(Patience.Limit), old.Task.Result), Is.EqualTo((true, "<W1>")));
        instances.AwaitUnloaded("wholes 1", "wholes 2", "wholes 3");
        Assert.That(() => instances.Unloaded, Has.Length.EqualTo(3).And.Unique);
    }

    [Test]
    public void A_message_that_is_stuck_in_an_old_guardrail_gets_its_failure_action_and_the_next_the_new_policy()
    {
        var time = new ManualTime();
        using var stuck = new StuckGuardrail();
        using var instances = new Instances((_, version) => version == 1 ? stuck : new VersionedText(version, Slot.Word), time, Instances.Text);
        using var peer = new WatchedPeer(instances.Pipeline);
        peer.Write("fine");
        Assert.That(peer.Next(), Is.EqualTo("fine")); // and warm from now on
        peer.Write("stuck", Slot.Word);
        stuck.AwaitStuck();

        instances.Apply(Instances.Version(2));
        time.Advance(GuardedSession.Settings.TextGuardrailTimeout * 2);

        Assert.That((peer.Next(), peer.Next()), Is.EqualTo(("timeout", "<T2>")));
        instances.AwaitUnloaded("words 1");
        stuck.Release();
        Assert.That((instances.Pipeline.Slots[0].Health.IsFailing, peer.HasMore), Is.EqualTo((false, false)), "what is stuck says nothing more");
    }

    [Test]
    public void Guardrails_never_end_by_a_reload()
    {
        using var instances = Texts();
        using var none = new GuardedSession();

        Assert.That(() => instances.Pipeline.Replace(none.Pipeline.Policy), Throws.ArgumentException);
    }

    private static Instances Texts() => new((_, version) => new VersionedText(version, Slot.Word), null, Instances.Text);

    private static IGuardrail MakeBad(string name, int version) => version switch
    {
        666 => throw new PluginException("the options are wrong"),
        667 => new BadKinds(() => throw new FormatException("ghp_word")),
        668 => new BadKinds(() => [Kind.Secret, new("SECRET", "<S>")]),
        _ => new VersionedText(version, Slot.Word),
    };

    private static string Pass(Instances instances)
    {
        using var arrived = new ManualResetEventSlim();
        var text = "";
        Send(instances, passage =>
        {
            text = TextOf(passage);
            arrived.Set();
        });
        Assert.That(arrived.Wait(Patience.Limit), Is.True, "the message never came out");
        return text;
    }

    private static void Send(Instances instances, Action<Passage> next)
    {
        using var maker = new GuardedSession();
        var passage = maker.NewPassage($$$"""{"jsonrpc":"2.0","id":1,"result":{"x":"{{{Slot.Word}}}"}}""", Methods.ToolsCall, Direction.ToClient, isAnswer: true);
        passage.Next = next;
        instances.Pipeline.Pass(passage, new TextWalker(), new Turn());
    }

    private static string TextOf(Passage passage) => passage.Refusal?.Code ?? Encoding.UTF8.GetString(passage.Frame.Raw(passage.Payload))[6..^2];

    private sealed class BadKinds(Func<IReadOnlyCollection<FindingKind>> kinds) : TextGuardrail
    {
        public override IReadOnlyCollection<FindingKind> Kinds => kinds();

        public override void Find(in TextLeaf leaf, FindingSink findings)
        {
        }
    }
}
