using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rhodes.Server.Http;

namespace Rhodes.Server.Hosting;

/// <summary>
/// Traces of requests and figures of the site by OpenTelemetry's protocol (OTLP), where the variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says whereto; the other standard variables hold
/// too. Nothing is loaded where it does not.
/// </summary>
/// <seealso href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/"/>
internal sealed class Telemetry : IDisposable
{
    private const string Meter = "Rhodes", Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Meter _meter = new(Meter);
    private readonly TracerProvider _traces;
    private readonly MeterProvider _figures;

    private Telemetry(SiteServices site, string name)
    {
        _meter.CreateObservableGauge("rhodes.requests.waiting", () => site.Writer.Waiting, description: "Requests that wait to be decided.");
        _meter.CreateObservableGauge("rhodes.watchers", () => site.Changes.Watchers, description: "Open streams of changes.");
        _meter.CreateObservableGauge("rhodes.jobs", () => site.Jobs.CountOpen().Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("state", count.Key))),
            description: "Jobs that are not over, by state.");
        var resource = ResourceBuilder.CreateDefault().AddService("rhodes", serviceInstanceId: name).AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build();
        _figures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter().Build();
    }

    private static bool IsAsked => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Before the web server is built: only then does it note method, path and status of requests in their traces.</summary>
    public static void Prepare()
    {
        if (IsAsked) AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
    }

    /// <returns>Null where nobody wants any.</returns>
    public static Telemetry? Start(SiteServices site, string name) => IsAsked ? new(site, name) : null;

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _figures.Dispose();
        _meter.Dispose();
    }
}
