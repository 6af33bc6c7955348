using EndToEnd.Child;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Usage: EndToEnd.Child <folder with scripts>");
    return 2;
}

return new ScriptedServer(folder).Run();
