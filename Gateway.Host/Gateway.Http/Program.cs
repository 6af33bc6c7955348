using Gateway.Host.Commands;
using Gateway.Http;

// Not returned: .NET would wait for every foreground thread that a plugin has left behind.
Environment.Exit(GatewayCommand.Run(args, HttpServe.Run));
