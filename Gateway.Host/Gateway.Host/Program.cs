using Gateway.Host.Commands;
using Gateway.Host.Commands.Http;

// Not returned: .NET would wait for every foreground thread that a plugin has left behind.
Environment.Exit(GatewayCommand.Run(args, (_, _) => HttpProgram.Run(args)));
