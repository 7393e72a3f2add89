using System.CommandLine;
using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Files;
using static Rhodes.Cli.Models.OptionText;

namespace Rhodes.Cli.Models;

/// <summary>The options of <c>rhodes model</c> and what is read from them.</summary>
internal sealed class ModelOptions
{
    private const double MostTokens = 1e7;
    private const double MostTrained = 1e18;
    private const double MostRequests = 1e12;
    private const int MostDevices = 1_000_000;

    private readonly Option<string> _on = Text("--on", "KINDS", "Accelerator kinds, by comma.", "h100,h200,b200,gb200,mi300x");
    private readonly Option<string?> _weights = new("--weights") { Description = "bf16, fp8 or fp4; if not given, each format that a kind computes in.", HelpName = "FORMAT" };
    private readonly Option<string> _prompt = Text("--prompt", "TOKENS", "Mean tokens of a prompt.", "1000");
    private readonly Option<string> _output = Text("--output", "TOKENS", "Mean tokens of an answer.", "250");
    private readonly Option<string> _ttft = Text("--ttft", "D", "Time to first token that 99 of 100 stay under, or none.", "2s");
    private readonly Option<string> _tpot = Text("--tpot", "D", "Time per output token that 99 of 100 stay under, or none.", "50ms");
    private readonly Option<string?> _load = new("--load") { Description = "Requests a second, to be told how many replicas they need.", HelpName = "N" };
    private readonly Option<string> _most = Text("--most", "N", "Devices that one replica may have.", "64");
    private readonly Option<string?> _train = new("--train") { Description = "Tokens to train on, such as 15T: how long, and what it costs.", HelpName = "TOKENS" };
    private readonly Option<string> _devices = Text("--devices", "N", "Devices to train on.", "512");
    private readonly Option<string> _batch = Text("--batch", "N", "Sequences of a training step.", "1024");
    private readonly Option<string> _sequence = Text("--sequence", "TOKENS", "Tokens of a sequence in training.", "8192");
    private readonly Option<bool> _adapters = new("--adapters") { Description = "Train only adapters beside frozen weights (LoRA)." };
    private readonly Option<string?> _price = new("--price") { Description = "USD of a device and hour by kind, such as h100=2.50,h200=3.39.", HelpName = "PRICES" };
    private readonly Option<string> _software = Text("--software", "NAME", "tuned (as engines of MLPerf) or plain (as was usual in 2023).", "tuned");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _on, _weights, _prompt, _output, _ttft, _tpot, _load, _most, _train, _devices, _batch, _sequence, _adapters, _price, _software })
            command.Add(option);
    }

    /// <param name="mistakes">All that is wrong; empty on success.</param>
    public ModelAsked? Read(ParseResult parsed, ModelShape model, out IReadOnlyList<string> mistakes)
    {
        List<string> wrong = [];
        var kinds = KindsOf(_on.Name, parsed.GetValue(_on)!, wrong);
        var weights = parsed.GetValue(_weights) is { } format ? Precisions.Find(format) : null;
        if (parsed.GetValue(_weights) is { } unknown && weights is null) wrong.Add(OneOf("--weights", unknown, Precisions.All.Select(precision => precision.Name())));
        var software = Softwares.All.FirstOrDefault(known => known.Name == parsed.GetValue(_software));
        if (software is null) wrong.Add(OneOf("--software", parsed.GetValue(_software)!, Softwares.All.Select(known => known.Name)));
        Traffic traffic = new(Count(parsed, _prompt, MostTokens, wrong), Count(parsed, _output, MostTokens, wrong));
        ServiceLimits limits = new(Limit(parsed, _ttft, wrong), Limit(parsed, _tpot, wrong));
        double? load = parsed.GetValue(_load) is null ? null : Amount(_load.Name, parsed.GetValue(_load)!, MostRequests, "requests a second", wrong, least: 0);
        var most = (int)Count(parsed, _most, MostDevices, wrong);
        TrainingWork work = new((int)Count(parsed, _devices, MostDevices, wrong), (int)Count(parsed, _batch, MostTokens, wrong), (int)Count(parsed, _sequence, MostTokens, wrong), parsed.GetValue(_adapters));
        TrainingAsked? training = parsed.GetValue(_train) is null ? null : new(Amount(_train.Name, parsed.GetValue(_train)!, MostTrained, "tokens", wrong), work);
        var prices = PricesOf(parsed.GetValue(_price), wrong);
        if (traffic.LongestContext > model.MostContext) wrong.Add($"--prompt and --output are {traffic.LongestContext:#,0} tokens together; {model.Id} was made for {model.MostContext:#,0}");
        mistakes = wrong;
        return wrong.Count > 0 ? null : new(model, kinds, weights, software!, traffic, limits, load, most, training, prices);
    }

    private static Dictionary<string, decimal> PricesOf(string? text, List<string> wrong)
    {
        Dictionary<string, decimal> prices = new(StringComparer.Ordinal);
        foreach (var part in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var (kind, price) = part.Split('=') is [var left, var right] ? (left, right) : (part, "");
            if (Catalogue.Find(kind) is null) wrong.Add($"--price: '{part}'; expected KIND=USD with a kind of 'rhodes catalog', such as h100=2.50");
            else if (!Quantities.TryParsePrice(price, out var usd, out var fault)) wrong.Add($"--price: '{part}'{(fault.Length > 0 ? " " : "")}{fault}; expected {Quantities.PriceForm}");
            else prices[kind] = usd;
        }

        return prices;
    }
}
