using System.Text.Json;
using Rhodes.Cli.Models;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary><c>rhodes model</c>: what it answers, what it refuses, and how far it is from what was measured.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>The promise of docs/performance-model.md.</summary>
    [Fact]
    public void Predictions_are_near_measurements_that_do_not_calibrate()
    {
        var summaries = ModelCheck.Summaries(ModelCheck.Rows());
        Assert.Equal(["serving", "prompt", "token", "training", "all"], summaries.Select(summary => summary.Name));
        Assert.All(summaries, summary => Assert.True(summary is { Median: <= 0.15, P90: <= 0.30 }, $"{summary}"));
        Assert.Equal(165, summaries[^1].Cases);
    }

    [Fact]
    public void Every_measurement_is_shown_with_its_error()
    {
        var rows = ModelCheck.Rows();
        Assert.Equal(73 + 2 * 114 + 21, rows.Count);
        Assert.All(rows, row => Assert.NotNull(row.Predicted));
        var session = Session.Of("model", "--check");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.Equal(rows.Count, session.Out.Split('\n').Count(line => line.Contains("tokens/s/device ", StringComparison.Ordinal) || line.Contains(" ms ", StringComparison.Ordinal) || line.Contains("sequences/s ", StringComparison.Ordinal)));
        Assert.Matches(@"(?m)^ serving +h100 llama-2-70b fp8 Offline TensorRT +5\.1-0015 Cisco, 16 devices +3,897 .* calibrate", session.Out);
        Assert.Equal(rows.Count(row => row.Calibrates), session.Out.Split('\n').Count(line => line.Contains(" %  calibrate", StringComparison.Ordinal)));
    }

    /// <summary>A case counts once by its median, rows that calibrate do not count, and no answer is an error of all.</summary>
    [Fact]
    public void Errors_are_counted_by_case()
    {
        CheckedRow[] rows =
        [
            new(CheckFamily.Serving, false, "a", "1", 100, 110, ""), new(CheckFamily.Serving, false, "a", "2", 100, 130, ""), new(CheckFamily.Serving, false, "a", "3", 100, 99, ""),
            new(CheckFamily.Serving, false, "b", "1", 100, 80, ""), new(CheckFamily.Serving, true, "c", "1", 100, 900, ""),
            new(CheckFamily.Token, false, "a", "1", 10, null, ""),
        ];
        var summaries = ModelCheck.Summaries(rows);
        Assert.Equal(["serving", "token", "all"], summaries.Select(summary => summary.Name));
        Assert.Equal([2, 1, 3], summaries.Select(summary => summary.Cases));
        Assert.Equal([0.15, 1, 0.20], summaries.Select(summary => Math.Round(summary.Median, 9)));
        Assert.Equal([0.20, 1, 1], summaries.Select(summary => Math.Round(summary.P90, 9)));
    }

    /// <summary>The picture in the docs is of this model.</summary>
    [Fact]
    public void The_picture_is_that_of_the_docs()
    {
        var file = _scratch.File("errors.svg");
        Assert.Equal(0, Session.Of("model", "--check", "--plot", file).ExitCode);
        var docs = Repository.Place("docs", "images", "model-errors.svg");
        if (Environment.GetEnvironmentVariable("RHODES_ACCEPT") == "1") File.Copy(file, docs, overwrite: true);
        Assert.Equal(File.ReadAllText(docs), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("llama-3.1-70", "There is no model and no file 'llama-3.1-70'; did you mean 'llama-3.1-70b'?")]
    [InlineData("gpt", "There is no model and no file 'gpt'; 'rhodes model' lists all that are known; others are read from their config.json.")]
    [InlineData("llama-3.1-8b --on h10", "--on: the catalogue has no accelerator kind 'h10'; did you mean 'h100'?")]
    [InlineData("llama-3.1-8b --on h100,", "--on: the catalogue has no accelerator kind ''; 'rhodes catalog' lists all kinds.")]
    [InlineData("llama-3.1-8b --weights fp9", "--weights: 'fp9'; expected bf16 or fp8 or fp4; did you mean 'fp8'?")]
    [InlineData("llama-3.1-8b --prompt 0", "--prompt: '0'; expected a number from 1 to 10,000,000 (1 or more), such as 250, 2.5k or 15T")]
    [InlineData("llama-3.1-8b --output NaN", "--output: 'NaN'; expected a number from 1 to 10,000,000 (1 or more), such as 250, 2.5k or 15T")]
    [InlineData("llama-3.1-8b --output 1e9999", "--output: '1e9999'; expected a number from 1 to 10,000,000 (1 or more), such as 250, 2.5k or 15T")]
    [InlineData("llama-3.1-8b --load 0", "--load: '0'; expected a number above 0 to 1,000,000,000,000 (requests a second), such as 250, 2.5k or 15T")]
    [InlineData("llama-3.1-8b --train 0", "--train: '0'; expected a number from 1 to 1,000,000,000,000,000,000 (tokens), such as 250, 2.5k or 15T")]
    [InlineData("llama-3.1-8b --prompt 200k", "--prompt and --output are 200,250 tokens together; llama-3.1-8b was made for 131,072")]
    [InlineData("llama-3.1-8b --ttft 0s", "--ttft: '0s' is no limit; expected none, or a duration such as 30m, 45s, 1.5h, 1h30m or 21d above 0")]
    [InlineData("llama-3.1-8b --price h100", "--price: 'h100'; expected a price of one device for an hour such as 2.10 or \"2.10 USD/h\"")]
    [InlineData("llama-3.1-8b --price h1=2", "--price: 'h1=2'; expected KIND=USD with a kind of 'rhodes catalog', such as h100=2.50")]
    [InlineData("llama-3.1-8b --software fast", "--software: 'fast'; expected tuned or plain")]
    [InlineData("llama-3.1-8b --plot x.svg", "--plot: is for --check")]
    public void What_is_wrong_is_told(string line, string sentence)
    {
        var session = Session.Of(["model", .. line.Split(' ')]);
        Assert.Equal((2, "", sentence), (session.ExitCode, session.Out, session.Error.TrimEnd()));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var session = Session.Of("model", "llama-3.1-8b", "--on", "h10,h101", "--prompt", "-1", "--tpot", "fast");
        Assert.Equal(4, session.Error.TrimEnd().Split('\n').Length);
    }

    [Theory]
    [InlineData("llama-3.1-70b --on h100 --tpot 1ms", "h100 fp8: the limits cannot be met; the best that can is TTFT ")]
    [InlineData("llama-3.1-405b --on h100 --weights bf16 --most 8", "h100 bf16: 828 GB of weights need 12 devices; at most 8 are allowed (--most)")]
    [InlineData("llama-3.1-405b --on mi325x --weights bf16", "mi325x bf16: 828 GB of weights need 4 devices, which no known link joins: 1 share a fast domain, and the rate beyond is unknown")]
    [InlineData("llama-3.1-8b --on ascend-910b", "ascend-910b -: nothing is computed: memory and memory bandwidth and BF16 peak unknown or unconfirmed")]
    public void A_kind_that_cannot_says_why_and_the_answer_is_no(string line, string sentence)
    {
        var session = Session.Of(["model", .. line.Split(' ')]);
        Assert.Equal((1, ""), (session.ExitCode, session.Error));
        Assert.Contains(sentence, session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_everything_that_people_see()
    {
        using var json = JsonDocument.Parse(Session.Of("model", "llama-3.1-70b", "--on", "h100", "--weights", "fp8", "--load", "100", "--train", "1T", "--price", "h100=3", "--json").Out);
        var serving = Assert.Single(json.RootElement.GetProperty("serving").EnumerateArray());
        var requests = serving.GetProperty("requests_per_s").GetDouble();
        Assert.Equal(Math.Ceiling(100 / requests), serving.GetProperty("replicas").GetDouble());
        var tokens = serving.GetProperty("tokens_per_s").GetDouble();
        Assert.Equal(3 * serving.GetProperty("devices").GetInt32() / 3_600.0 / tokens * 1e6, serving.GetProperty("usd_per_million_tokens").GetDouble(), 6);
        var training = Assert.Single(json.RootElement.GetProperty("training").EnumerateArray());
        Assert.Equal(1e12 / training.GetProperty("tokens_per_s").GetDouble(), training.GetProperty("time").GetDouble(), 3);
        Assert.Equal(training.GetProperty("time").GetDouble() / 3_600 * training.GetProperty("devices").GetInt32() * 3, training.GetProperty("usd").GetDouble(), 3);
        using var rows = JsonDocument.Parse(Session.Of("model", "--check", "--json").Out);
        Assert.Equal(322, rows.RootElement.GetProperty("rows").GetArrayLength());
        using var models = JsonDocument.Parse(Session.Of("model", "--json").Out);
        Assert.Equal(9, models.RootElement.GetProperty("models").GetArrayLength());
    }

    /// <summary>As published with Llama 3.1 8B and with DeepSeek R1: the same shapes as the known ones.</summary>
    [Theory]
    [InlineData("llama-3.1-8b", """
        {"hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 131072, "num_attention_heads": 32, "num_hidden_layers": 32,
         "num_key_value_heads": 8, "tie_word_embeddings": false, "vocab_size": 128256}
        """)]
    [InlineData("deepseek-r1", """
        {"text_config": {"first_k_dense_replace": 3, "hidden_size": 7168, "intermediate_size": 18432, "kv_lora_rank": 512, "moe_intermediate_size": 2048,
         "n_routed_experts": 256, "n_shared_experts": 1, "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
         "num_key_value_heads": 128, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "vocab_size": 129280,
         "head_dim": 128, "max_position_embeddings": 163840}}
        """)]
    public void A_model_is_read_from_what_it_is_published_with(string known, string config)
    {
        var file = _scratch.File("config.json");
        File.WriteAllText(file, config);
        var read = Session.Of("model", file, "--on", "h200", "--ttft", "10s", "--tpot", "200ms");
        var of = Session.Of("model", known, "--on", "h200", "--ttft", "10s", "--tpot", "200ms");
        Assert.Equal((0, ""), (read.ExitCode, read.Error));
        Assert.Equal(AfterName(of.Out), AfterName(read.Out));

        static string AfterName(string text) => text[text.IndexOf(':', StringComparison.Ordinal)..];
    }

    [Theory]
    [InlineData("", "is no JSON at line 1")]
    [InlineData("[1]", "is no object; expected the config.json of a model")]
    [InlineData("{}", "hidden_size is missing")]
    [InlineData("""{"hidden_size": -4096}""", "hidden_size is -4096; expected a whole number up to 200,000")]
    [InlineData("""{"hidden_size": 4096.5}""", "hidden_size is 4096.5; expected a whole number up to 200,000")]
    [InlineData("""{"hidden_size": 1e300}""", "hidden_size is 1e300; expected a whole number up to 200,000")]
    [InlineData("""{"hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 64, "num_hidden_layers": 99999, "vocab_size": 9}""", "num_hidden_layers is 99999; expected a whole number up to 1,000")]
    public void A_file_that_is_no_model_is_refused(string config, string what)
    {
        var file = _scratch.File("config.json");
        File.WriteAllText(file, config);
        var session = Session.Of("model", file);
        Assert.Equal((2, $"{file}: {what}"), (session.ExitCode, session.Error.TrimEnd()));
    }

    /// <summary>The largest that may be asked ends, in numbers.</summary>
    [Fact]
    public void Extremes_are_answered()
    {
        var file = _scratch.File("config.json");
        File.WriteAllText(file, """{"hidden_size": 200000, "num_attention_heads": 200000, "intermediate_size": 200000, "num_hidden_layers": 1000, "vocab_size": 10000000, "num_experts": 10000, "num_experts_per_tok": 10000, "max_position_embeddings": 2000000000}""");
        var huge = Session.Of("model", file, "--on", "h100,rtx-5090,m3-ultra", "--prompt", "10M", "--output", "10M", "--train", "1000000T", "--devices", "1000000", "--batch", "10M", "--sequence", "10M", "--most", "1000000", "--load", "1T");
        Assert.Equal((1, ""), (huge.ExitCode, huge.Error));
        var tiny = Session.Of("model", "llama-3.1-8b", "--on", "h100", "--prompt", "1", "--output", "1", "--ttft", "none", "--tpot", "none", "--load", "0.000001", "--train", "1", "--devices", "1", "--batch", "1", "--sequence", "1");
        Assert.Equal("", tiny.Error);
        Assert.DoesNotContain("NaN", huge.Out + tiny.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", huge.Out + tiny.Out, StringComparison.Ordinal);
    }
}
