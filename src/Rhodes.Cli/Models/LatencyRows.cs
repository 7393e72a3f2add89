using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>Splitwise: how long equal prompts take to be read together, and then each token, with the software of 2023.</summary>
internal static class LatencyRows
{
    public static IEnumerable<CheckedRow> All() => MeasuredTable.Read("latency-splitwise.csv").SelectMany(Check);

    private static IEnumerable<CheckedRow> Check(MeasuredRow row)
    {
        var kind = Kinds.OfMeasured(row.Text("accelerator"));
        var it = Kinds.Setting("llama-2-70b", kind, Softwares.Plain, Precision.Bf16);
        var (prompt, output, batch) = (row.Count("prompt_tokens"), row.Count("output_tokens"), row.Count("batch"));
        Layout layout = new(row.Count("tensor_parallel"), 1);
        var name = $"{kind} × {layout} llama-2-70b bf16 prompt {prompt} batch {batch}";
        yield return Row(CheckFamily.Prompt, "prompt_ms_median", StepWork.Prompt(prompt, batch));
        yield return Row(CheckFamily.Token, "token_ms_median", StepWork.Decode(batch, prompt + output / 2.0));

        CheckedRow Row(CheckFamily family, string column, StepWork work) =>
            new(family, row.Calibrates, name, $"output {output}", row.Given(column), Steps.Time(it, layout, work).Seconds * 1_000, "ms");
    }
}
