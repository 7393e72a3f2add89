using System.CommandLine;
using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary><c>rhodes model</c>: how fast, large and dear a model is on accelerator kinds, and how far such predictions are from what was measured.</summary>
internal static class ModelCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("MODEL") { Description = "A model, or the config.json that one is published with. Without one: all that are known.", Arity = ArgumentArity.ZeroOrOne };
        var check = new Option<bool>("--check") { Description = "Compare the model with every measurement that is in the program." };
        var plot = new Option<string?>("--plot") { Description = "With --check: write the errors as a picture (SVG).", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("model", "Predict how fast a model serves and trains on accelerator kinds, what it needs and what it costs.") { name };
        ModelOptions options = new();
        options.AddTo(command);
        command.Add(check);
        command.Add(plot);
        command.Add(json);
        HelpWithExample.AddTo(command,
            "rhodes model llama-3.1-70b --on h100,h200,gb200,rtx-5090",
            "rhodes model llama-3.1-405b --weights fp8 --prompt 9400 --output 640 --load 20",
            "rhodes model llama-3.1-405b --on h100,gb200 --train 15T --devices 16384 --batch 2048",
            "rhodes model --check");
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(check)) return Check(parsed.GetValue(plot), parsed.GetValue(json), terminal);
            if (parsed.GetValue(plot) is not null) return terminal.Refuse("--plot: is for --check");
            return parsed.GetValue(name) is { } model ? Predict(model, options, parsed, parsed.GetValue(json), terminal) : List(parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static int List(bool asJson, Terminal terminal)
    {
        if (asJson) terminal.Out.WriteLine(ModelJson.OfModels());
        else ModelView.ShowModels(terminal);
        return ExitCodes.Done;
    }

    private static int Check(string? plot, bool asJson, Terminal terminal)
    {
        var rows = ModelCheck.Rows();
        if (asJson) terminal.Out.WriteLine(ModelJson.OfCheck(rows));
        else CheckView.Show(rows, terminal);
        if (plot is null) return ExitCodes.Done;
        try
        {
            File.WriteAllText(plot, CheckPlot.Svg(rows));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse($"--plot: {plot} cannot be written: {error.Message}");
        }

        return ExitCodes.Done;
    }

    /// <returns>1 when no kind can serve it as asked.</returns>
    private static int Predict(string name, ModelOptions options, ParseResult parsed, bool asJson, Terminal terminal)
    {
        if (OptionText.ModelOf(name, out var unknown) is not { } model) return terminal.Refuse(unknown);
        if (options.Read(parsed, model, out var mistakes) is not { } asked)
        {
            foreach (var mistake in mistakes) terminal.Error.WriteLine(mistake);
            return ExitCodes.BadInput;
        }

        List<ServingAnswer> serving = [.. ServingAnswer.Of(asked)];
        List<TrainingAnswer> training = asked.Training is { } job ? [.. TrainingAnswer.Of(asked, job)] : [];
        if (asJson) terminal.Out.WriteLine(ModelJson.Of(asked, serving, training));
        else ModelView.Show(asked, serving, training, terminal);
        return serving.Exists(answer => answer.Point is not null) || training.Exists(answer => answer.Step is not null) ? ExitCodes.Done : ExitCodes.Negative;
    }
}
