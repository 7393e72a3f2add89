using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>MLPerf Training: sequences a second, without the evaluation. Adapters train on packed sequences of 8,192 tokens.</summary>
internal static class TrainingRows
{
    private const int SequenceLength = 8_192;

    public static IEnumerable<CheckedRow> All() => MeasuredTable.Read("training-mlperf-v5.0.csv").Select(Check);

    private static CheckedRow Check(MeasuredRow row)
    {
        var adapters = row.Text("benchmark") == "llama2_70b_lora";
        var kind = Kinds.OfMeasured(row.Text("accelerator"));
        var it = Kinds.Setting(adapters ? "llama-2-70b" : "llama-3.1-405b", kind, Softwares.Tuned, Precision.Fp8);
        TrainingWork work = new(row.Count("accelerators"), row.Count("global_batch"), SequenceLength, adapters);
        var step = Training.Best(it, work);
        return new(
            CheckFamily.Training, row.Calibrates, $"{kind} × {work.Devices} {it.Model.Id} {(adapters ? "adapters" : "pre-training")} batch {work.GlobalBatch}",
            $"{row.Text("round")} {row.Text("submitter")}", row.Given("throughput_samples_per_s"), work.GlobalBatch / step?.Seconds, "sequences/s");
    }
}
