using Gateway.Host.Commands;

return GatewayCommand.Run(args);
