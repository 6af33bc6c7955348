using Packaging.Tests.Running;

namespace Packaging.Tests;

/// <summary>A newcomer who has installed tool and template; the tests that only use them share it.</summary>
[SetUpFixture]
internal sealed class Installed
{
    private static readonly Lazy<Newcomer> Home = new(() => new Newcomer().InstallTool().InstallTemplate());

    public static Newcomer Newcomer => Home.Value;

    [OneTimeTearDown]
    public void Remove()
    {
        if (Home.IsValueCreated) Home.Value.Dispose();
        Feed.Remove();
    }
}
