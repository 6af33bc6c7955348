using System.CommandLine;
using Gateway.Host.Startup;

namespace Gateway.Host.Commands;

/// <summary><c>sdk</c>: lays the packages for plugin authors into one folder and prints it, for <c>$(mcp-gateway sdk)</c>.</summary>
internal static class SdkCommand
{
    public static Command Create()
    {
        var sdk = new Command("sdk", "Print the folder with the packages that plugins are built with");
        sdk.SetAction(_ => GatewayCommand.Run(Print));
        return sdk;
    }

    private static int Print()
    {
        SdkPackages.Install();
        Console.Out.WriteLine(SdkPackages.Folder);
        return ExitCodes.Ok;
    }
}
