using System.Globalization;
using EndToEnd.Child;
using EndToEnd.Child.Chaos;
using EndToEnd.Child.Soak;

switch (args)
{
    case ["soak", var secret]:
        return SoakServer.Run(new(secret));
    case ["soak-http", var secret]:
        return SoakHttpServer.Run(new(secret));
    case ["chaos"]:
        return new ChaosServer().Run();
    case ["idle", var host, var port, var count]:
        return IdleConnections.Run(host, int.Parse(port, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
    case [var folder] when Directory.Exists(folder):
        return new ScriptedServer(folder).Run();
    default:
        Console.Error.WriteLine("Usage: EndToEnd.Child <folder with scripts> | soak <secret> | soak-http <secret> | chaos | idle <host> <port> <count>");
        return 2;
}
