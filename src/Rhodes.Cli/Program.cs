using Rhodes.Cli;

return Application.Run(args, Terminal.OfThisProcess());
