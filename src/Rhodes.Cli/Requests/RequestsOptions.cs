using System.CommandLine;
using System.Globalization;
using Rhodes.Cli.Models;
using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using static Rhodes.Cli.Models.OptionText;

namespace Rhodes.Cli.Requests;

/// <summary>A service that somebody wants to try on requests.</summary>
/// <param name="Weights">Their format.</param>
/// <param name="Width">Devices of a replica; null: as many as give the most tokens for each device.</param>
/// <param name="Replicas">Null: as many as the performance model says that they need.</param>
/// <param name="Limits">That requests should be served within.</param>
/// <param name="MostWait">Seconds to the first token above which a request is refused when it comes; null: none is.</param>
/// <param name="Seconds">From the first on that are played; null: all.</param>
/// <param name="Seed">Where the chance of requests begins that are drawn.</param>
/// <param name="IsFair">Whether clients are served fairly by their tokens; else first come, first served.</param>
/// <param name="Load">As many times as many requests in the same time.</param>
/// <param name="Copies">Requests are a flow, with so many of each; null: each is played.</param>
/// <param name="Serve">The part of all requests that must be served within the limits, for which the fewest replicas are looked for; null: they are not.</param>
internal sealed record RequestsAsked(ModelShape Model, AcceleratorKind Kind, Precision Weights, Software Software, int? Width, int? Replicas, ServiceLimits Limits, double? MostWait, double Load, int StepTokens, double? Seconds, int Seed, bool IsFair, double? Copies, double? Serve);

/// <summary>The options of <c>rhodes requests</c> and what is read from them.</summary>
internal sealed class RequestsOptions
{
    private const int MostReplicas = 10_000_000;
    private const double MostLoad = 10_000;
    private const double MostCopies = 1e9;
    private const double MostStepTokens = 1_000_000;

    private readonly Option<string?> _model = new("--model") { Description = "A model of 'rhodes model', or the config.json that one is published with.", HelpName = "MODEL", Required = true };
    private readonly Option<string> _on = Text("--on", "KIND", "The accelerator kind.", "h100");
    private readonly Option<string> _weights = Text("--weights", "FORMAT", "bf16, fp8 or fp4.", "bf16");
    private readonly Option<string?> _width = new("--width") { Description = "Devices of a replica: 1, 2, 4 or 8; if not given, those with the most tokens for each device.", HelpName = "N" };
    private readonly Option<string?> _replicas = new("--replicas") { Description = "How many; if not given, as many as the performance model says that the requests need.", HelpName = "N" };
    private readonly Option<string> _ttft = Text("--ttft", "D", "Time to first token that requests should stay under, or none.", "2s");
    private readonly Option<string> _tpot = Text("--tpot", "D", "Time per output token that requests should stay under, or none.", "50ms");
    private readonly Option<string> _refuse = Text("--refuse-above", "D", "Refuse whoever would wait longer for the first token, when it comes; or none.", "none");
    private readonly Option<string> _load = Text("--load", "X", "So many times as many requests in the same time.", "1");
    private readonly Option<string> _for = Text("--for", "D", "Only so long from the first request on, or all.", "all");
    private readonly Option<int> _seed = new("--seed") { Description = "Where chance begins, where requests are drawn.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _fair = new("--fair") { Description = "Serve clients fairly by their tokens, not in the order in which requests come." };
    private readonly Option<string?> _serve = new("--serve") { Description = "Find the fewest replicas that serve so many of 100 requests within the limits.", HelpName = "PERCENT" };
    private readonly Option<string?> _flow = new("--flow") { Description = "Follow requests as a flow, with so many of each at the same time: for fleets that serve more than can be played one by one.", HelpName = "COPIES" };
    private readonly Option<string> _step = Text("--step-tokens", "N", "Tokens of one step of an engine.", "2048");
    private readonly Option<string> _software = Text("--software", "NAME", "tuned (as engines of MLPerf) or plain (as was usual in 2023).", "tuned");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _model, _on, _weights, _width, _replicas, _ttft, _tpot, _refuse, _load, _for, _seed, _fair, _flow, _serve, _step, _software }) command.Add(option);
    }

    /// <param name="mistakes">All that is wrong; empty on success.</param>
    public RequestsAsked? Read(ParseResult parsed, out IReadOnlyList<string> mistakes)
    {
        List<string> wrong = [];
        if (ModelOf(parsed.GetValue(_model)!, out var mistake) is not { } model)
        {
            mistakes = [mistake];
            return null;
        }

        var kind = KindOf(_on.Name, parsed.GetValue(_on)!, wrong);
        var weights = Precisions.Find(parsed.GetValue(_weights)!);
        if (weights is null) wrong.Add(OneOf(_weights.Name, parsed.GetValue(_weights)!, Precisions.All.Select(precision => precision.Name())));
        var software = Softwares.All.FirstOrDefault(known => known.Name == parsed.GetValue(_software));
        if (software is null) wrong.Add(OneOf(_software.Name, parsed.GetValue(_software)!, Softwares.All.Select(known => known.Name)));
        int? width = null;
        if (parsed.GetValue(_width) is { } text)
        {
            width = ServingMemory.Widths.Cast<int?>().FirstOrDefault(each => $"{each}" == text);
            if (width is null) wrong.Add($"{_width.Name}: '{text}'; expected {string.Join(" or ", ServingMemory.Widths)}");
        }

        int? replicas = parsed.GetValue(_replicas) is { } count ? (int)Amount(_replicas.Name, count, MostReplicas, "replicas", wrong) : null;
        ServiceLimits limits = new(Limit(parsed, _ttft, wrong), Limit(parsed, _tpot, wrong));
        var refuse = Limit(parsed, _refuse, wrong);
        var load = Amount(_load.Name, parsed.GetValue(_load)!, MostLoad, "times as many", wrong, least: 0);
        var step = (int)Count(parsed, _step, MostStepTokens, wrong);
        var seconds = Limit(parsed, _for, wrong, "all");
        double? copies = parsed.GetValue(_flow) is { } flow ? Amount(_flow.Name, flow, MostCopies, "of each", wrong, least: 0) : null;
        if (copies is not null && parsed.GetValue(_fair)) wrong.Add($"{_fair.Name}: a flow has no clients; leave out one of {_fair.Name} and {_flow.Name}");
        double? serve = parsed.GetValue(_serve) is { } percent ? Part(percent, wrong) : null;
        if (serve is not null && replicas is not null) wrong.Add($"{_serve.Name}: finds how many replicas; leave out one of {_serve.Name} and {_replicas.Name}");
        mistakes = wrong;
        return wrong.Count > 0 ? null : new(model, kind!, weights!.Value, software!, width, replicas, limits, refuse, load, step, seconds, parsed.GetValue(_seed), parsed.GetValue(_fair), copies, serve);
    }

    private double Part(string text, List<string> wrong)
    {
        if (double.TryParse(text.TrimEnd('%').TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100) return percent / 100;
        wrong.Add($"{_serve.Name}: '{text}'; expected a part of 100 above 0, such as 99 or 99.9%");
        return 1;
    }
}
