using Gateway.Host.Commands;

return await GatewayCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
